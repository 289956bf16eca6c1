// Whether a customer is a group customer (S1) over HTTP: five facts, which are missing, and two that are recorded by hand.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { customerDecider, localDateOf, standingFacts, standingOf, type Id, type Standing } from '#domain';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { flag, listOf, object, oneOf } from '../http/described';
import { DateText, InstantText, Uuid } from '../http/fields';
import { missingFacts } from '../http/missing-facts';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { CustomersSeen } from './customers-seen';

class RelationshipBody {
  @DateText() enteredOn!: string;
}
class ServiceLiveBody {
  @Uuid() agreementId!: string;
  @InstantText() liveAt!: string;
}

const standing = object<Standing>({
  isGroupCustomer: flag(false),
  facts: listOf(object<Standing['facts'][number]>({ fact: oneOf(standingFacts), holds: flag(true) })),
  missing: missingFacts(standingFacts, 'missing'),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers/:id')
export class StandingController {
  constructor(
    private readonly sender: CommandSender,
    private readonly seen: CustomersSeen,
  ) {}

  /** Derived from what is recorded, of the customer and of those that were merged into it; `missing` names what is not, and who can supply it. */
  @Get('standing')
  @Reads(standing, { one: true })
  async standing(@Caller() caller: SignedIn, @PathId() id: Id): Promise<Standing> {
    const { state } = await this.seen.customer(caller, id);
    return standingOf(state, await this.seen.family(state), localDateOf(new Date().toISOString()));
  }

  /** The group-customer relationship was entered: both sides call it so. */
  @Post('relationship')
  @Command()
  relationship(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RelationshipBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'RecordRelationship', ...body }, caller, sent);
  }

  /** A service went live. The follow-up plan tells of it by itself; by hand where nothing did. */
  @Post('go-live')
  @Command()
  goLive(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ServiceLiveBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'NoteGoLive', ...body }, caller, sent);
  }
}

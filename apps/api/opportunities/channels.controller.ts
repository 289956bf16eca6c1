// Channels that help a sale, over HTTP (S5): added and ended with a reason; the sale's page shows since when, and until when.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { opportunityDecider, type Id } from '#domain';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code } from '../http/fields';
import { PathId } from '../http/path-id';
import { Caller, type SignedIn } from '../http/signed-in';
import { ReasonBody } from './opportunity-bodies';

class HelpingChannelBody extends ReasonBody {
  @Code({ example: 'integrator', description: 'Of the playbook’s channels, one that serves the customer’s class.' })
  channel!: string;
}

@ApiTags('opportunities')
@ApiBearerAuth()
@Controller('v1/opportunities/:id/channels')
export class ChannelsController {
  constructor(private readonly sender: CommandSender) {}

  /** An integrator supports individual needs, an agent helps: whoever serves customers of this class may. */
  @Post()
  @Command()
  add(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: HelpingChannelBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, { type: 'AddHelpingChannel', ...body }, caller, sent);
  }

  /** It helps no longer; that it did stays. */
  @Post(':channel/end')
  @Command()
  end(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Param('channel') channel: string,
    @Body() body: ReasonBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, { type: 'EndHelpingChannel', channel, ...body }, caller, sent);
  }
}

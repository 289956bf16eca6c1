// Customers that may be one and the same, and their merging, over HTTP.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { customerDecider, type Id } from '#domain';
import { EventStore } from '#event-store';
import { duplicateGrounds, duplicatesOf, type DuplicateRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { id, listOf, nullable, object, oneOf, text, whole } from '../http/described';
import { Uuid } from '../http/fields';
import { PathId } from '../http/path-id';
import { ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { CustomersSeen } from './customers-seen';

class DuplicateBody {
  @Uuid() duplicateId!: string;
}

type Duplicates = { items: DuplicateRow[] };

const duplicates = object<Duplicates>({
  items: listOf(
    object<DuplicateRow>({
      id: id(),
      version: whole(2),
      name: nullable(text('东海制造（集团）有限公司')),
      accountManagerId: nullable(id('d49d688d-6859-5e0b-8581-38b59ed37886')),
      grounds: listOf(oneOf(duplicateGrounds)),
    }),
  ),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers/:id')
export class DuplicatesController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** Customers of the caller's with the same name but for its form, the same VAT number or the same telephone; the surest first. */
  @Get('duplicates')
  @Reads(duplicates, { one: true })
  async duplicates(@Caller() caller: SignedIn, @PathId() id: Id): Promise<Duplicates> {
    await this.seen.customer(caller, id);
    return { items: await duplicatesOf(this.store, scopeOf(caller), id) };
  }

  /**
   * The duplicate goes on as this customer; both histories stay, and nothing is copied. For those above the account managers of
   * both. Two streams are written one after the other: what stops in between is completed by the survivor's process.
   */
  @Post('merge')
  @Command()
  async merge(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() { duplicateId }: DuplicateBody,
  ): Promise<CommandAnswer> {
    const claimed = await this.claimed(caller, sent, id, duplicateId);
    const second = { ...sent, key: `${sent.key} merge`, expectedVersion: undefined };
    const merge = { type: 'MergeInto', survivorId: id } as const;
    try {
      const merged = await this.sender.send(customerDecider, duplicateId, merge, caller, second);
      if (claimed === undefined) return merged;
    } catch (error) {
      const isMerged = error instanceof ProblemError && error.problem.context?.['survivorId'] === id;
      // The process of the survivor was quicker.
      if (claimed === undefined || !isMerged) throw error;
    }
    void sent.reply.header('ETag', `"${claimed.version}"`);
    return claimed;
  }

  /** A merge that was begun and not completed is given up. */
  @Post('merge/release')
  @Command()
  release(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: DuplicateBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ReleaseDuplicate', ...body }, caller, sent);
  }

  /** `undefined` when another command claimed it before and may have stopped there: the merge goes on. */
  private async claimed(
    caller: SignedIn,
    sent: CommandHeaders,
    id: Id,
    duplicateId: Id,
  ): Promise<CommandAnswer | undefined> {
    try {
      return await this.sender.send(customerDecider, id, { type: 'ClaimDuplicate', duplicateId }, caller, sent);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'ALREADY_EXISTS') return undefined;
      throw error;
    }
  }
}

// Notes on a customer over HTTP: sealed when stored, the newest first when read.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { customerDecider, type Caller as Writer, type CustomerState, type Id, type NoteEvent } from '#domain';
import { EventStore, toldEvents } from '#event-store';
import { MAX_PAGE_SIZE } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, id, instant, listOf, object, optional, text } from '../http/described';
import { Text, Uuid } from '../http/fields';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { CustomersSeen } from './customers-seen';

class CustomerNoteBody {
  @Text({ example: '机房在三楼，施工须提前两天报备。' }) text!: string;
  @Uuid({ optional: true, description: 'Whom it is about: erased with them.' }) contactId?: string;
}

type Note = {
  noteId: Id;
  /** The customer it was written on: this one, or one that was merged into it. */
  customerId: Id;
  at: string;
  by: Writer;
  contactId?: Id;
  /** Absent when whom it is about was erased. */
  text?: string;
};
type Notes = { items: Note[] };

const notes = object<Notes>({
  items: listOf(
    object<Note>({
      noteId: id(),
      customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
      at: instant(),
      by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
      contactId: optional(id()),
      text: optional(text('机房在三楼，施工须提前两天报备。')),
    }),
  ),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers/:id/notes')
export class NotesController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** Of the customer and of those that were merged into it, the newest first. */
  @Get()
  @Reads(notes, { one: true })
  async list(@Caller() caller: SignedIn, @PathId() id: Id): Promise<Notes> {
    const { state } = await this.seen.customer(caller, id);
    const family = await this.seen.family(state);
    const written = (await Promise.all(family.map((each) => this.writtenOn(each)))).flat();
    return { items: written.sort((one, other) => other.at.localeCompare(one.at)).slice(0, MAX_PAGE_SIZE) };
  }

  @Post()
  @Command()
  write(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: CustomerNoteBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'WriteNote', ...body }, caller, sent);
  }

  private async writtenOn({ id: customerId }: CustomerState): Promise<Note[]> {
    const told = await toldEvents<NoteEvent>(this.store, { type: 'customer', id: customerId }, ['CustomerNoteWritten']);
    return told.map(({ at, by, data, said }) => ({
      ...data,
      customerId,
      at,
      by,
      text: said?.['text'] as string | undefined,
    }));
  }
}

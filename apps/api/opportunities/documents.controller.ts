// Documents of a sale over HTTP (S22): bytes in, sealed under the customer's key, and out again to whoever may see the sale.
import { Controller, createParamDecorator, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import {
  documentTypes,
  isContentAddress,
  MAX_DOCUMENT_BYTES,
  MAX_TITLE_LENGTH,
  opportunityDecider,
  refuse,
  type AttachedDocument,
  type DocumentType,
  type Id,
  type Missing,
  type OpportunityState,
} from '#domain';
import { EventStore, keepDocument, readDocument } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { listOf, object, oneOf, optional, text, whole } from '../http/described';
import { PathId } from '../http/path-id';
import { invalidRequest, problemOf, ProblemError, refusalProblem } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { notFound, Reads, signedInProblems } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { OpportunityPage } from './opportunity-page';

/** Of a document that nobody can read any more, the name is not there either. */
type DocumentView = AttachedDocument & { name?: string };
type DocumentsView = {
  items: DocumentView[];
  /** The largest that is taken. */
  maxBytes: number;
};

const documentsView = object<DocumentsView>({
  items: listOf(
    object<DocumentView>({
      address: text('0'.repeat(64)),
      mediaType: oneOf(documentTypes),
      bytes: whole(182_044),
      version: whole(21),
      name: optional(text('总体方案.pdf')),
    }),
  ),
  maxBytes: whole(MAX_DOCUMENT_BYTES),
});

/** A name may say anything, and addresses are written into logs: it comes as a header, percent-encoded as UTF-8. */
const NAME_HEADER = 'document-name';

const DocumentName = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers[NAME_HEADER];
  const name = typeof header === 'string' ? decoded(header) : undefined;
  const problem =
    name === undefined || name.trim() === '' ? 'required' : name.length > MAX_TITLE_LENGTH ? 'too-long' : undefined;
  if (problem !== undefined) throw invalidRequest([{ key: 'Document-Name', problem }]);
  return name!;
});

@ApiTags('documents')
@ApiBearerAuth()
@Controller('v1/opportunities/:id/documents')
export class DocumentsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  @Get()
  @Reads(documentsView, { one: true })
  async list(@Caller() caller: SignedIn, @PathId() id: Id): Promise<DocumentsView> {
    const state = await this.page.stateFor(caller, id);
    const documents = [...state.documents.values()];
    const names = await Promise.all(documents.map((document) => this.nameOf(id, document)));
    return {
      items: documents.map((document, index) => ({ ...document, name: names[index] })),
      maxBytes: MAX_DOCUMENT_BYTES,
    };
  }

  /** The body is the document itself. Its content must be what `Content-Type` says; the same bytes are kept once. */
  @Post()
  @Command()
  @ApiConsumes(...documentTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary', maxLength: MAX_DOCUMENT_BYTES, example: '%PDF-1.7 …' } })
  @ApiHeader({
    name: 'Document-Name',
    required: true,
    example: '%E6%80%BB%E4%BD%93%E6%96%B9%E6%A1%88.pdf',
    description: 'The name of the file, percent-encoded as UTF-8; it is sealed.',
  })
  async attach(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @DocumentName() name: string,
    @Req() { body, headers }: FastifyRequest,
  ): Promise<CommandAnswer> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', `Send one of: ${documentTypes.join(', ')}.`));
    }
    const mediaType = await typeOf(body, headers['content-type']);
    const state = await this.page.stateFor(caller, id);
    const address = await this.keptAddress(state, caller, body);
    const command = { type: 'AttachDocument', address, mediaType, bytes: body.length, name } as const;
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }

  @Get(':address')
  @ApiBearerAuth()
  @ApiResponse({
    status: 200,
    description: 'The bytes as they came in, to be saved.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' }, example: '%PDF-1.7 …' } },
  })
  @ApiProblem(400, 'An id or the address is malformed; `missing` names it.', 'INVALID_REQUEST')
  @Refusable()
  async download(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Param('address') address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!isContentAddress(address)) throw invalidRequest([{ key: 'address', problem: 'wrong-form' }]);
    const state = await this.page.stateFor(caller, id);
    const attached = state.documents.get(address);
    const bytes = attached === undefined ? undefined : await readDocument(this.store, state.customerId, address);
    if (attached === undefined || bytes === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such document, or it was erased.'));
    }
    const name = (await this.nameOf(id, attached)) ?? address;
    void reply.headers({
      'content-type': attached.mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escaped)}`,
      // What somebody uploaded is saved, never shown as a page of ours, and kept by nobody in between.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    return bytes;
  }

  /** Only what its owner sends is kept; anybody else is refused by the rules, and leaves nothing behind. */
  private async keptAddress(
    { ownerId, customerId }: OpportunityState,
    caller: SignedIn,
    body: Buffer,
  ): Promise<string> {
    if (body.length > MAX_DOCUMENT_BYTES || ownerId !== caller.staffId) return UNKEPT;
    const address = await keepDocument(this.store, customerId, body);
    if (address === undefined)
      throw new ProblemError(refusalProblem(refuse('CONTACT_ERASED', [], { owner: customerId })));
    return address;
  }

  private async nameOf(id: Id, { version }: AttachedDocument): Promise<string | undefined> {
    const [event] = await this.store.readStream({ type: 'opportunity', id }, { after: version - 1, limit: 1 });
    if (event === undefined) return undefined;
    const fields = (await this.store.personalFields([event.envelope])).get(event.envelope.id);
    return typeof fields?.['name'] === 'string' ? fields['name'] : undefined;
  }
}

/** The address of nothing: for commands that are refused before it matters. */
const UNKEPT = '0'.repeat(64);

/** What the content says it is, when the sender says the same. */
async function typeOf(bytes: Buffer, declared = ''): Promise<DocumentType> {
  const mediaType = declared.split(';')[0]!.trim().toLowerCase();
  const found = await fileTypeFromBuffer(bytes);
  const known = documentTypes.find((each) => each === found?.mime);
  if (known !== undefined && known === mediaType) return known;
  const missing: Missing[] = [
    { what: 'field', key: 'Content-Type', problem: 'not-what-the-content-is', suppliedBy: [] },
  ];
  throw new ProblemError({
    ...refusalProblem(refuse('INVALID_INPUT', missing, { declared: mediaType, found: found?.mime })),
    note: `A document is one of: ${documentTypes.join(', ')}.`,
  });
}

function decoded(header: string): string | undefined {
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function Refusable(): MethodDecorator {
  return (target, key, descriptor) => {
    for (const decorate of [...signedInProblems('NOT_STAFF'), notFound()]) decorate(target, key, descriptor);
  };
}

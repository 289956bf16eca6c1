// Documents of a sale (S22): the event names the content by its address, the name is sealed, the content lies in the store.
import { isContentAddress } from '../../code';
import type { DomainEvent, Recorded } from '../../event';
import { MAX_TITLE_LENGTH } from '../../limits';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';

/** What offers are made of, and what their content can be told by. Nothing in them is ever run or rendered by us. */
export const documentTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'image/png',
  'image/jpeg',
] as const;
export type DocumentType = (typeof documentTypes)[number];

/** 10 MiB: a scanned contract of a hundred pages. It is read and sealed in one piece. */
export const MAX_DOCUMENT_BYTES = 10_485_760;
/** More drafts than this are kept elsewhere; it bounds the fold and what one sale can fill. */
export const MAX_DOCUMENTS = 50;
/** What is read before an offer is approved. */
export const MAX_OFFER_DOCUMENTS = 20;

/** The content is in the store already, under its address: a keyed hash of the bytes. */
export type AttachDocument = {
  type: 'AttachDocument';
  address: string;
  mediaType: DocumentType;
  bytes: number;
  name: string;
};

export type DocumentAttached = DomainEvent<
  'DocumentAttached',
  { address: string; mediaType: DocumentType; bytes: number }
>;

export type AttachedDocument = DocumentAttached['data'] & { version: number };
export type DocumentsState = ReadonlyMap<string, AttachedDocument>;

export function evolveDocuments(state: DocumentsState, { data, version }: Recorded<DocumentAttached>): DocumentsState {
  return new Map(state).set(data.address, { ...data, version });
}

export function attachDocument(command: AttachDocument, deciding: Deciding): DocumentAttached[] | Refusal {
  const { address, mediaType, bytes, name } = command;
  const { documents } = deciding.state;
  const refusal = firstRefusal(
    isContentAddress(address) ? undefined : refuseField('address', 'not-an-address'),
    documentTypes.includes(mediaType) ? undefined : refuseField('mediaType', 'not-one-of-the-values'),
    Number.isSafeInteger(bytes) && bytes > 0 ? undefined : refuseField('bytes', 'out-of-range'),
    bytes > MAX_DOCUMENT_BYTES
      ? refuse('LIMIT_EXCEEDED', [missingField('bytes', 'too-large')], { limit: MAX_DOCUMENT_BYTES })
      : undefined,
    refuseUnlessText('name', name, MAX_TITLE_LENGTH),
    documents.has(address) ? refuse('ALREADY_EXISTS', [], { address }) : undefined,
    documents.size >= MAX_DOCUMENTS ? refuse('LIMIT_EXCEEDED', [], { limit: MAX_DOCUMENTS }) : undefined,
  );
  if (refusal !== undefined) return refusal;
  return [{ type: 'DocumentAttached', data: { address, mediaType, bytes }, ...sealedText(deciding, { name }) }];
}

/** Documents of an offer are attached to its sale first. */
export function refuseUnlessAttached(addresses: readonly string[], { state }: Deciding): Refusal | undefined {
  if (addresses.length > MAX_OFFER_DOCUMENTS) {
    return refuse('LIMIT_EXCEEDED', [missingField('documents', 'too-many')], { limit: MAX_OFFER_DOCUMENTS });
  }
  if (new Set(addresses).size < addresses.length) return refuseField('documents', 'repeated');
  const unknown = addresses.findIndex((address) => !state.documents.has(address));
  return unknown < 0 ? undefined : refuse('UNKNOWN_REFERENCE', [missingField(`documents.${unknown}`, 'not-attached')]);
}

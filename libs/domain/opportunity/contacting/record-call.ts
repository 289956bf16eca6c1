// A call by a script (S16): what came of it, and when to call again; whoever is to be called again is waited for.
import type { Id, Instant } from '../../event';
import { isInstant, withMilliseconds } from '../../instant';
import { isCode } from '../../code';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { textIfGiven } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { CallOutcome, CallRecorded, RecordCall } from './contacting';
import { levelsOf, refuseUnlessApproachable, refuseUnlessFreeToContact, refuseUnlessReached } from './may-be-contacted';

/** A call in more than a year is no appointment but a hope; a sale can be parked for longer. */
const MAX_NEXT_CALL_DAYS = 366;
const DAY_MS = 86_400_000;

export type NextCall = { contactId: Id; at: Instant; since: number };

/** After these a further call is owed. */
const callsAgain: readonly CallOutcome[] = ['call-again', 'not-reached'];

export function recordCall(command: RecordCall, deciding: Deciding): CallRecorded[] | Refusal {
  const { contactId, script, outcome, nextCallAt, note } = command;
  const refusal = firstRefusal(
    refuseUnlessApproachable(contactId, deciding, 'contactId'),
    refuseUnlessReached(contactId, deciding),
    refuseUnlessScript(script, deciding),
    nextCallAt === undefined && callsAgain.includes(outcome) ? refuseField('nextCallAt', 'required') : undefined,
    refuseUnlessAhead(nextCallAt, deciding),
    textIfGiven('note', note),
  );
  if (refusal !== undefined) return refusal;
  const next = nextCallAt === undefined ? undefined : withMilliseconds(nextCallAt);
  return [
    {
      type: 'CallRecorded',
      data: { contactId, script, outcome, nextCallAt: next },
      ...sealedText(deciding, { note }, contactId),
    },
  ];
}

/** Calls that are owed, as long as the person is on the chain and may be called. */
export function nextCalls(asked: Pick<Deciding, 'state' | 'definition'>): NextCall[] {
  const { state } = asked;
  return [...state.contacting.calls].flatMap(([contactId, { next }]) => {
    const mayBeCalled =
      levelsOf(contactId, state).length > 0 && refuseUnlessFreeToContact(contactId, asked) === undefined;
    return next === undefined || !mayBeCalled ? [] : [{ contactId, at: next.at, since: next.version }];
  });
}

function refuseUnlessScript(script: string, { definition }: Deciding): Refusal | undefined {
  const known = definition.callScripts?.map(({ key }) => key);
  if (known === undefined ? isCode(script) : known.includes(script)) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('script', 'unknown')], { scripts: known });
}

function refuseUnlessAhead(at: Instant | undefined, { context }: Deciding): Refusal | undefined {
  if (at === undefined) return undefined;
  if (!isInstant(at)) return refuseField('nextCallAt', 'not-an-instant');
  const ahead = Date.parse(at) - Date.parse(context.now);
  if (ahead <= 0) return refuseField('nextCallAt', 'not-in-the-future');
  if (ahead <= MAX_NEXT_CALL_DAYS * DAY_MS) return undefined;
  return refuseField('nextCallAt', 'too-far', { limitDays: MAX_NEXT_CALL_DAYS });
}

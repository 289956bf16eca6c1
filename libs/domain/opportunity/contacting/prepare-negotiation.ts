// Before the table (S23): the self-test of whoever negotiates, and target, walk-away, alternative and trades in words.
import { refuse, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { refuseUntilGateOf } from '../gate-standing';
import type { NegotiationPrepared, PrepareNegotiation } from './contacting';

/** A self-test counts for so long, and in any case when it was taken since the gate was entered. */
export const SELF_TEST_COUNTS_DAYS = 90;
const DAY_MS = 86_400_000;

/** Prepared again, the later preparation replaces the earlier one; both stay in the log. */
export function prepareNegotiation(command: PrepareNegotiation, deciding: Deciding): NegotiationPrepared[] | Refusal {
  const { type: _type, ...words } = command;
  const refusal = firstRefusal(
    refuseUntilGateOf('negotiation-prepared', deciding),
    ...Object.entries(words).map(([field, text]) => refuseUnlessText(field, text)),
  );
  if (refusal !== undefined) return refusal;
  const { state, context } = deciding;
  const taken = context.facts.staff.get(state.ownerId)?.selfTested;
  const counts = new Date(Date.parse(context.now) - SELF_TEST_COUNTS_DAYS * DAY_MS).toISOString();
  if (taken === undefined || (taken.at < counts && taken.at < state.gate.since.at)) {
    const problem = taken === undefined ? 'missing' : 'too-long-ago';
    return refuse(
      'SELF_TEST_MISSING',
      [{ what: 'self-test', key: 'self-test', problem, suppliedBy: [{ staffId: state.ownerId }] }],
      {
        countsDays: SELF_TEST_COUNTS_DAYS,
      },
    );
  }
  const { testId, percent } = taken;
  return [{ type: 'NegotiationPrepared', data: { testId, percent }, ...sealedText(deciding, words) }];
}

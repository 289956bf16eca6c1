// What was learned from a sale that was won, lost or given up (S26): one deciding factor from the playbook's list, and the
// lessons in words. A sale that is being won is reviewed before its last gate; everything else after it ended.
import type { DomainEvent, Recorded } from '../../event';
import { isCode } from '../../code';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { hasEnded, type OpportunityState } from '../opportunity-state';

export type RecordReview = { type: 'RecordReview'; decidingFactor: string; lessons: string };

export type ReviewOutcome = 'won' | 'lost' | 'withdrawn';

export type ReviewRecorded = DomainEvent<
  'ReviewRecorded',
  {
    outcome: ReviewOutcome;
    /** Code of the factor in the playbook's list. */
    decidingFactor: string;
  }
>;

export type ReviewState = { outcome: ReviewOutcome; decidingFactor: string; version: number };

export function evolveReview({ data, version }: Recorded<ReviewRecorded>): ReviewState {
  return { ...data, version };
}

/** Recorded again, the later review replaces the earlier one; both stay in the log. */
export function recordReview(command: RecordReview, deciding: Deciding): ReviewRecorded[] | Refusal {
  const { decidingFactor, lessons } = command;
  const outcome = outcomeOf(deciding.state);
  if (typeof outcome !== 'string') return outcome;
  const refusal = firstRefusal(refuseUnlessFactor(decidingFactor, deciding), refuseUnlessText('lessons', lessons));
  if (refusal !== undefined) return refusal;
  return [{ type: 'ReviewRecorded', data: { outcome, decidingFactor }, ...sealedText(deciding, { lessons }) }];
}

/** What was signed is as good as won: its review belongs to the last gate. */
function outcomeOf(state: OpportunityState): ReviewOutcome | Refusal {
  if (state.status === 'won' || state.status === 'lost' || state.status === 'withdrawn') return state.status;
  if (state.agreement !== undefined && !hasEnded(state)) return 'won';
  const suppliedBy = [{ staffId: state.ownerId }];
  return refuse('NOT_ENDED', [{ what: 'agreement', key: 'agreement', problem: 'missing', suppliedBy }], {
    status: state.status,
  });
}

function refuseUnlessFactor(factor: string, { definition }: Deciding): Refusal | undefined {
  if (!isCode(factor)) return refuseField('decidingFactor', 'not-a-code');
  const known = definition.outcomes?.reviewFactors;
  if (known === undefined || known.some(({ key }) => key === factor)) return undefined;
  const factors = known.map(({ key }) => key);
  return refuse('UNKNOWN_REFERENCE', [missingField('decidingFactor', 'unknown')], { factors });
}

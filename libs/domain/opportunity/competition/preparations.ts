// What is thought over before a strategy is chosen: the environment (S9), ourselves in six questions (S10), and each rival in a
// SWOT matrix (S11). Every one is said as a whole and has versions; the latest holds.
import { MAX_TEXT_LENGTH } from '../../limits';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../../refusal';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { OpportunityEvent } from '../opportunity-events';
import {
  selfReviewQuestions,
  type NoteEnvironment,
  type RecordSwot,
  type ReviewOurselves,
} from './competition-commands';
import { pointStandings, swotLists, swotPairs, type DerivedFrom, type SwotPair } from './competition-events';
import type { Revision } from './competition-state';
import { refuseUnlessRival } from './rivals';

/** A list of factors is thought over item by item. */
export const MAX_FACTORS = 20;
/** Longer than a paragraph is not one factor. */
export const MAX_FACTOR_LENGTH = 400;
/** Four pairs, and a few ways for each. */
export const MAX_DERIVED = 40;

export function noteEnvironment(command: NoteEnvironment, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { external, internal, points = [] } = command;
  const refusal = firstRefusal(
    refuseUnlessFactors('external', external, 1),
    refuseUnlessFactors('internal', internal, 1),
    refuseUnlessPoints(command, deciding),
  );
  if (refusal !== undefined) return refusal;
  const revision = nextAfter(deciding.state.competition.environment);
  const factors = { external: external.length, internal: internal.length };
  return [
    { type: 'EnvironmentNoted', data: { revision, points, factors }, ...sealedText(deciding, { external, internal }) },
  ];
}

/** Six questions, six answers. Asked again later, the new answers hold. */
export function reviewOurselves(command: ReviewOurselves, deciding: Deciding): OpportunityEvent[] | Refusal {
  const unanswered = selfReviewQuestions.filter((question) => (command[question] ?? '').trim() === '');
  if (unanswered.length > 0) {
    return refuse(
      'FORM_INVALID',
      unanswered.map((question) => missingField(question, 'required')),
    );
  }
  const long = selfReviewQuestions.find((question) => command[question].length > MAX_TEXT_LENGTH);
  if (long !== undefined) return refuseField(long, 'too-long', { limit: MAX_TEXT_LENGTH });
  const answers = Object.fromEntries(selfReviewQuestions.map((question) => [question, command[question]]));
  const revision = nextAfter(deciding.state.competition.selfReview);
  return [{ type: 'SelfReviewed', data: { revision }, ...sealedText(deciding, answers) }];
}

export function recordSwot(command: RecordSwot, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { rivalId, strengths, weaknesses, chances, threats, derived } = command;
  const refusal = firstRefusal(
    refuseUnlessRival(rivalId, deciding),
    ...swotLists.map((list) => refuseUnlessFactors(list, command[list], 0)),
    refuseUnlessDerived(command),
    refuseUnlessEveryPair(command, deciding),
  );
  if (refusal !== undefined) return refusal;
  const revision = nextAfter(deciding.state.competition.rivals.get(rivalId)?.swot);
  const counts = {
    strengths: strengths.length,
    weaknesses: weaknesses.length,
    chances: chances.length,
    threats: threats.length,
  };
  const texts = derived.map(({ text }) => text);
  const from = derived.map(({ pair, own, outside }): DerivedFrom => ({ pair, own, outside }));
  return [
    {
      type: 'SwotRecorded',
      data: { rivalId, revision, counts, derived: from },
      ...sealedText(deciding, { strengths, weaknesses, chances, threats, derived: texts }),
    },
  ];
}

/** A derived strategy is built from at least one item of both its lists. */
function refuseUnlessDerived(command: RecordSwot): Refusal | undefined {
  if (command.derived.length > MAX_DERIVED) return refuseField('derived', 'too-many', { limit: MAX_DERIVED });
  for (const [index, { pair, own, outside, text }] of command.derived.entries()) {
    const place = `derived.${index}`;
    if (!Object.hasOwn(swotPairs, pair)) return refuseField(`${place}.pair`, 'not-one-of-the-values');
    const [ours, theirs] = swotPairs[pair];
    const refusal = firstRefusal(
      refuseUnlessPlaces(`${place}.own`, own, command[ours].length),
      refuseUnlessPlaces(`${place}.outside`, outside, command[theirs].length),
      refuseUnlessFactors(place, [text], 1),
    );
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refuseUnlessPlaces(field: string, places: readonly number[], length: number): Refusal | undefined {
  if (places.length === 0) return refuseField(field, 'required');
  const inList = places.every((place) => Number.isInteger(place) && place >= 0 && place < length);
  if (!inList) return refuseField(field, 'not-one-of-the-values', { length });
  return new Set(places).size === places.length ? undefined : refuseField(field, 'repeated');
}

/** Where both lists have something, what follows from them must be said; and a matrix without any pair says nothing. */
function refuseUnlessEveryPair(command: RecordSwot, { state }: Deciding): Refusal | undefined {
  const pairs = Object.keys(swotPairs) as SwotPair[];
  const owed = pairs.filter((pair) => swotPairs[pair].every((list) => command[list].length > 0));
  const open = owed.filter((pair) => !command.derived.some((each) => each.pair === pair));
  if (owed.length > 0 && open.length === 0) return undefined;
  const suppliedBy = [{ staffId: state.ownerId }];
  const missing = (owed.length > 0 ? open : swotLists.filter((list) => command[list].length === 0)).map(
    (key): Missing => ({ what: 'field', key, problem: 'required', suppliedBy }),
  );
  return refuse('SWOT_INCOMPLETE', missing, { rivalId: command.rivalId });
}

function refuseUnlessFactors(field: string, factors: readonly string[], atLeast: number): Refusal | undefined {
  if (factors.length < atLeast) return refuseField(field, 'required');
  if (factors.length > MAX_FACTORS) return refuseField(field, 'too-many', { limit: MAX_FACTORS });
  if (factors.some((factor) => factor.trim() === '')) return refuseField(field, 'required');
  if (factors.every((factor) => factor.length <= MAX_FACTOR_LENGTH)) return undefined;
  return refuseField(field, 'too-long', { limit: MAX_FACTOR_LENGTH });
}

function refuseUnlessPoints({ points = [] }: NoteEnvironment, { definition }: Deciding): Refusal | undefined {
  const known = (definition.environmentPoints ?? []).map(({ key }) => key);
  for (const [index, { point, standing }] of points.entries()) {
    if (!known.includes(point)) {
      return refuse('UNKNOWN_REFERENCE', [missingField(`points.${index}.point`, 'unknown')], { points: known });
    }
    if (!pointStandings.includes(standing)) return refuseField(`points.${index}.standing`, 'not-one-of-the-values');
    if (points.findIndex((each) => each.point === point) < index) {
      return refuseField(`points.${index}.point`, 'repeated');
    }
  }
  return undefined;
}

function nextAfter(latest: Revision | undefined): number {
  return (latest?.revision ?? 0) + 1;
}

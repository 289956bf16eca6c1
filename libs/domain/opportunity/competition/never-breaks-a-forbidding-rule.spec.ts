// Whatever is recorded and asked in whatever order, no strategy stands against a forbidding rule without an exception that was
// granted for exactly this choice and used for nothing else. Judged by a reader of the history who knows the deck, not the rules.
import fc from 'fast-check';
import { isRefusal } from '../../decider';
import type { Id } from '../../event';
import { strategies, type Strategy } from '../../playbook/strategy-rules';
import { staffCaller } from '../../testing/given';
import { contest, rivalIn } from '../../testing/contest';
import { manager, supervisor, type OpportunityStory } from '../../testing/story-opportunity';
import type { OpportunityCommand } from '../opportunity-commands';
import type { RivalFacts } from './competition-commands';
import type { StrategyDecided } from './competition-events';

type Known = { advantagePercent?: number; rivalEntrenched?: boolean; firstChoice?: boolean };

/** S12 in plain words; what is not known may be so. */
function mayBeForbidden(
  strategy: Strategy,
  { advantagePercent, rivalEntrenched, firstChoice }: Known,
  first: boolean,
): boolean {
  if (strategy === 'divide' || strategy === 'delay') return first;
  if (strategy === 'flanking') return false;
  const below = (limit: number): boolean => (advantagePercent ?? 0) < limit;
  return ((rivalEntrenched ?? true) && below(100)) || (!(firstChoice ?? false) && below(150));
}

const maybe = <T>(values: T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
const facts: fc.Arbitrary<RivalFacts> = fc.record({
  advantagePercent: maybe([80, 99, 100, 149, 150, 199, 200]),
  rivalEntrenched: maybe([true, false]),
  firstChoice: maybe([true, false]),
  blockedByRival: maybe([true, false]),
});
const step = fc.record({
  kind: fc.constantFrom('facts', 'choose', 'choose', 'choose', 'review', 'request', 'request', 'vote', 'vote'),
  rival: fc.nat(1),
  strategy: fc.constantFrom(...strategies),
  facts,
  flag: fc.nat(3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function commandOf(
  story: OpportunityStory,
  rivalId: Id,
  { kind, strategy, facts: said, flag }: Step,
): OpportunityCommand {
  const reason = flag === 0 ? undefined : '理由';
  const granted = [...story.state!.approvals.values()].findLast(({ status }) => status === 'granted')?.subject;
  const open = [...story.state!.approvals.values()].find(({ status }) => status === 'open');
  switch (kind) {
    case 'facts':
      return { type: 'RecordCompetitiveFacts', rivalId, facts: said, unknown: flag === 1 ? ['firstChoice'] : [] };
    case 'review':
      return { type: 'ReviewStrategy', rivalId, reason: '复核' };
    case 'request':
      return { type: 'RequestStrategyException', rivalId, strategy, reason: '例外' };
    case 'vote': {
      const seen = { approvalId: open?.id ?? rivalId, round: open?.round ?? 0, contentHash: open?.contentHash ?? '' };
      return { type: 'CastVote', ...seen, decision: flag === 0 ? 'reject' : 'approve' };
    }
    default:
      // Often what was just permitted, so that exceptions are used.
      return granted?.kind === 'strategy-exception' && flag > 1
        ? { type: 'ChooseStrategy', rivalId: granted.rivalId, strategy: granted.strategy, reason: '已批准' }
        : { type: 'ChooseStrategy', rivalId, strategy, reason };
  }
}

it('S12: no accepted choice or review breaks a forbidding rule without a granted exception', () => {
  let [plain, excepted] = [0, 0];
  fc.assert(
    fc.property(facts, facts, fc.array(step, { minLength: 20, maxLength: 60 }), (one, other, steps) => {
      const story = contest();
      const rivals = [rivalIn(story, one), rivalIn(story, other, '另一家')];
      for (const each of steps) {
        story.by(staffCaller(each.kind === 'vote' ? supervisor : manager));
        const outcome = story.judge(commandOf(story, rivals[each.rival]!, each));
        if (!isRefusal(outcome)) story.happened(outcome);
      }
      const grantedFor = new Map<Id, StrategyDecided>();
      let chosen = 0;
      const known = new Map<Id, Known>();
      for (const event of story.history) {
        if (event.type === 'CompetitiveFactsRecorded') known.set(event.data.rivalId, event.data.facts);
        if (event.type === 'ApprovalGranted' && event.data.subject.kind === 'strategy-exception') {
          grantedFor.set(event.data.approvalId, event.data.subject as never);
        }
        if (event.type !== 'StrategyChosen' && event.type !== 'StrategyReviewed') continue;
        const { rivalId, strategy, facts: read, exceptionId, brokenRules } = event.data;
        const broken = mayBeForbidden(strategy, known.get(rivalId) ?? {}, chosen === 0);
        chosen += 1;
        expect({ broken, rules: brokenRules.length > 0 }).toEqual({ broken, rules: broken });
        if (!broken) {
          expect(exceptionId).toBeUndefined();
          plain += 1;
          continue;
        }
        expect(grantedFor.get(exceptionId!)).toMatchObject({ rivalId, strategy, facts: read });
        grantedFor.delete(exceptionId!);
        excepted += 1;
      }
    }),
    { numRuns: 60 },
  );
  // Both must have happened, or nothing was in danger.
  expect([plain > 50, excepted > 0]).toEqual([true, true]);
});

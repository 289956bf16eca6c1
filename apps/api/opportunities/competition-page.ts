// What the competition for a sale shows: every version of what was said, and for each rival the advice with its reasons.
import { Injectable } from '@nestjs/common';
import {
  advise,
  strategies,
  strategyFactsOf,
  type CompetitionEvent,
  type FactValues,
  type Id,
  type StrategyAdvice,
  type StrategyRule,
} from '#domain';
import { EventStore, toldEvents, type Told } from '#event-store';
import { definitionOf } from '#read-model';
import { anyObject, id, listOf, object, oneOf, optional, text, whole } from '../http/described';
import type { SignedIn } from '../http/signed-in';
import { OpportunityPage } from './opportunity-page';

/** What happened, with what was said as far as it can still be read. */
type Said = Pick<Told<CompetitionEvent>, 'type' | 'version' | 'at' | 'data' | 'said'>;

type Ruled = Pick<StrategyRule, 'key' | 'title' | 'source' | 'example'>;

type Advice = {
  strategy: string;
  verdict: string;
  recommendedBy: Ruled[];
  warnedBy: Ruled[];
  /** Those of the warnings that wait for facts. */
  presumed: { rule: Ruled; facts: string[] }[];
  forbiddenBy: Ruled[];
  /** Forbidding rules that wait for facts. */
  undecided: { rule: Ruled; facts: string[] }[];
  wouldChange: string[];
};

type RivalView = {
  id: Id;
  code?: string;
  name?: string;
  facts: FactValues;
  strategy?: string;
  /** The best first. */
  advice: Advice[];
};

export type CompetitionView = {
  version: number;
  rivals: RivalView[];
  /** Oldest first, every version: environment, self-review, SWOT, strategies. */
  history: Said[];
};

const verdicts = ['recommended', 'possible', 'warned', 'undecided', 'forbidden'];
const ruled = anyObject({ key: 'no-divide-at-the-start', source: ['S12'], title: { 'zh-CN': '…', en: '…' } });

export const competitionView = object<CompetitionView>({
  version: whole(12),
  rivals: listOf(
    object<RivalView>({
      id: id(),
      code: optional(text('unicom')),
      name: optional(text('中国联通')),
      facts: anyObject({ advantagePercent: 180, rivalEntrenched: false }),
      strategy: optional(oneOf(strategies)),
      advice: listOf(
        object<Advice>({
          strategy: oneOf(strategies),
          verdict: oneOf(verdicts),
          recommendedBy: listOf(ruled),
          warnedBy: listOf(ruled),
          presumed: listOf(anyObject({ rule: { key: 'divide-though-not-blocked' }, facts: ['blockedByRival'] })),
          forbiddenBy: listOf(ruled),
          undecided: listOf(anyObject({ rule: { key: 'no-head-on-unless-ranked-first' }, facts: ['firstChoice'] })),
          wouldChange: listOf(text('firstChoice')),
        }),
      ),
    }),
  ),
  history: listOf(
    object<Said>({
      type: text('SelfReviewed'),
      version: whole(4),
      at: text('2026-12-01T02:00:00.000Z'),
      data: anyObject({ revision: 1 }),
      said: optional(anyObject({ customerStage: '正在比较方案' })),
    }),
  ),
});

const shown: CompetitionEvent['type'][] = [
  'EnvironmentNoted',
  'SelfReviewed',
  'RivalNoted',
  'RivalDropped',
  'CompetitiveFactsRecorded',
  'SwotRecorded',
  'StrategyChosen',
  'StrategyReviewed',
];

@Injectable()
export class CompetitionPage {
  constructor(
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  async view(caller: SignedIn, opportunityId: Id): Promise<CompetitionView> {
    const state = await this.page.stateFor(caller, opportunityId);
    const { strategyRules = [] } = await definitionOf(this.store, state);
    const { competition } = state;
    const events = await toldEvents<CompetitionEvent>(this.store, { type: 'opportunity', id: opportunityId }, shown);
    const noted = events.filter((event) => event.type === 'RivalNoted');
    const names = new Map(noted.map(({ data, said }) => [data.rivalId, said?.['name'] as string | undefined]));
    const rivals = [...competition.rivals.values()].map((rival) => ({
      id: rival.id,
      code: rival.code,
      name: names.get(rival.id),
      facts: strategyFactsOf(competition, rival),
      strategy: rival.strategy?.strategy,
      advice: advise(strategyRules, strategyFactsOf(competition, rival)).map(readable),
    }));
    const history = events.map(({ type, version, at, data, said }): Said => ({ type, version, at, data, said }));
    return { version: state.version, rivals, history };
  }
}

function readable(advice: StrategyAdvice): Advice {
  return {
    strategy: advice.strategy,
    verdict: advice.verdict,
    recommendedBy: advice.recommendedBy.map(told),
    warnedBy: advice.warnedBy.map(told),
    forbiddenBy: advice.forbiddenBy.map(told),
    presumed: advice.presumed.map(waiting),
    undecided: advice.undecided.map(waiting),
    wouldChange: advice.wouldChange,
  };
}

function waiting({ rule, facts }: StrategyAdvice['undecided'][number]): Advice['undecided'][number] {
  return { rule: told(rule), facts };
}

function told({ key, title, source, example }: StrategyRule): Ruled {
  return { key, title, source, example };
}

// A sale with a rival on the shipped playbook, for tests of the competition: reviewed, and as much known as the test wants.
import type { Id } from '../event';
import type { PlaybookDefinition } from '../playbook/playbook';
import type { ReviewOurselves, RivalFacts } from '../opportunity/competition/competition-commands';
import { saleOn, shippedDefinition } from './shipped-opportunity';
import type { OpportunityStory } from './story-opportunity';

export const answersToSix: Omit<ReviewOurselves, 'type'> = {
  customerStage: '正在比较方案',
  questionsToRaise: '哪些部门要用专线？',
  ownStrengthsAndWeaknesses: '网络覆盖好；报价偏高',
  rivalStrengthsAndWeaknesses: '价格低；服务差',
  objectionsExpected: '没预算',
  supportWanted: '希望集成商一起做方案',
};

/** Everything speaks for head-on. */
export const strong: RivalFacts = {
  advantagePercent: 200,
  rivalEntrenched: false,
  firstChoice: true,
  blockedByRival: false,
  fittingProductUnderWay: false,
  expectationVeryHigh: false,
  answerAtHand: true,
  marketSharePercent: 50,
};

export function contest(definition: PlaybookDefinition = shippedDefinition('group-customer')): OpportunityStory {
  const story = saleOn(definition);
  story.when({ type: 'ReviewOurselves', ...answersToSix });
  return story;
}

export function rivalIn(story: OpportunityStory, facts: RivalFacts = {}, name = '某对手'): Id {
  const [noted] = story.when({ type: 'NoteRival', name });
  const { rivalId } = noted!.data as { rivalId: Id };
  const isSomethingKnown = Object.values(facts).some((value) => value !== undefined);
  if (isSomethingKnown) story.when({ type: 'RecordCompetitiveFacts', rivalId, facts });
  return rivalId;
}

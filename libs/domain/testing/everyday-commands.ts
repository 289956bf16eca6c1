// What an account manager does between the gates: needs, products, rivals, and the table where one
// negotiates. For random walks.
import type { OpportunityCommand } from '../opportunity/opportunity-commands';
import type { OpportunityState } from '../opportunity/opportunity-state';
import { strategies } from '../playbook/strategy-rules';
import { answersToSix } from './contest';
import { contactOn, levels, manager } from './story-opportunity';

/** @param pick which of them, and of what there is in each */
export function everydayCommand(state: OpportunityState, pick: number, flag: boolean): OpportunityCommand {
  const of = <T>(list: readonly T[]): T => list[pick % list.length]!;
  const needId = [...state.needs.needs.keys()].at(flag ? -1 : 0) ?? manager;
  const rivalId = [...state.competition.rivals.keys()].at(flag ? -1 : 0) ?? manager;
  const contactId = contactOn(of(levels));
  const strategy = strategies[Math.floor(pick / 2) % strategies.length]!;
  const commands: OpportunityCommand[] = [
    { type: 'PlanQuestions', contactId, questions: [{ kind: 'open', text: '现在怎么通知到每个人？' }] },
    {
      type: 'RecordNeed',
      kind: flag ? 'latent' : 'explicit',
      difficulties: ['slow-notices'],
      contactId,
      words: '通知总是传不到',
    },
    { type: 'GuideNeed', needId, outcome: flag ? 'created' : 'confirmed', evidence: '对，这样最好' },
    { type: 'AcceptNeedGap', needId, difficulties: ['slow-notices'], reason: '客户知道' },
    { type: 'RecommendProducts', products: [flag ? 'short-number-sms' : 'ip-line'] },
    { type: 'ReviewOurselves', ...answersToSix },
    { type: 'NoteRival', name: '对手', entrenched: flag },
    { type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: flag ? 80 : 160, firstChoice: flag } },
    ...strategies.map((each) => ({ type: 'ChooseStrategy', rivalId, strategy: each, reason: '按情况' }) as const),
    { type: 'RequestStrategyException', rivalId, strategy, reason: '例外' },
    { type: 'DropRival', rivalId, reason: '退出' },
    { type: 'NoteRehearsal', case: 'first-visit' },
    { type: 'PrepareNegotiation', target: '九折', walkAway: '八五折', alternative: '试点', trades: '预付' },
  ];
  return of(commands);
}

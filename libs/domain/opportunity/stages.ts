// The twelve stages of the sales process (S6) as this sale walks through them: which are behind, which lie on its path at all.
// A stage is no state of its own: it is read from the actions that carry its tag.
import { truthOf } from '../playbook/condition';
import { stagesOf, type PlaybookDefinition } from '../playbook/playbook';
import { gateStanding } from './gate-standing';
import { factsOfCompletions, type OpportunityState } from './opportunity-state';

export type StageStanding = {
  stage: string;
  /** `off-path`: the branches of this sale lead past it; `undecided`: a fact that says so is not known yet. */
  status: 'done' | 'under-way' | 'ahead' | 'off-path' | 'undecided';
  /** Actions of the stage that are still to be done. */
  open: number;
};

export function stageStandings(state: OpportunityState, definition: PlaybookDefinition): StageStanding[] {
  const facts = factsOfCompletions(state);
  const tagged = definition.gates.flatMap((gate) => {
    const { status, actions } = gateStanding(state, definition, gate.key);
    return actions.map((standing) => ({
      stages: stagesOf(gate.actions.find(({ key }) => key === standing.action)!),
      reached: status !== 'ahead',
      status: standing.status,
    }));
  });
  return definition.stages.map(({ key, when }) => {
    const truth = truthOf(when, facts);
    if (truth !== true) return { stage: key, status: truth === false ? 'off-path' : 'undecided', open: 0 };
    const here = tagged.filter(({ stages, status }) => stages.includes(key) && status !== 'not-applicable');
    const open = here.filter(({ status }) => status === 'open' || status === 'undecided').length;
    if (here.length === 0) return { stage: key, status: 'off-path', open };
    if (open === 0) return { stage: key, status: 'done', open };
    const begun = here.some(({ reached }) => reached) || open < here.length;
    return { stage: key, status: begun ? 'under-way' : 'ahead', open };
  });
}

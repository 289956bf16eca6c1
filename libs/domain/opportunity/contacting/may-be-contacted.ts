// Whom of the chain one may call or visit now: people of levels that the sale has reached, and nobody past the official channel.
import type { Id } from '../../event';
import { factsOf, truthOf } from '../../playbook/condition';
import {
  derivedFactsOf,
  levelOf,
  type ActionDefinition,
  type DerivedFact,
  type GateDefinition,
} from '../../playbook/playbook';
import { missingField, refuse, type Missing, type Refusal } from '../../refusal';
import { firstRefusal, type Deciding } from '../deciding';
import { gateIndex, gateStanding, suppliersOf, suppliersOfFact } from '../gate-standing';
import { refuseUnlessContactGiven } from '../needs/record-needs';
import { factsOfCompletions, type OpportunityState } from '../opportunity-state';

/** @param field where the person stands in the command, for refusals */
export function refuseUnlessApproachable(contactId: Id, deciding: Deciding, field: string): Refusal | undefined {
  return firstRefusal(
    refuseUnlessContactGiven(contactId, deciding, field),
    refuseUnlessOnChain(contactId, deciding, field),
    refuseUnlessFreeToContact(contactId, deciding),
  );
}

/** S7: calling and visiting is selling; people of a level ahead are known and recorded, and left in peace until it is entered. */
export function refuseUnlessReached(contactId: Id, { state, definition }: Deciding): Refusal | undefined {
  const levels = levelsOf(contactId, state);
  const gates = definition.gates.filter(({ level }) => level !== undefined && levels.includes(level));
  const reached = gateIndex(definition, state.gate.key);
  if (gates.length === 0 || gates.some(({ key }) => gateIndex(definition, key) <= reached)) return undefined;
  return refuse('GATE_NOT_ENTERED', [], { gate: gates[0]!.key, standsAt: state.gate.key });
}

/**
 * Tendering Law, art. 44: members of the evaluation committee are never called, visited or given anything while the sale is a
 * tender; nor while nobody knows whether it is one.
 */
export function refuseUnlessFreeToContact(
  contactId: Id,
  { state, definition }: Pick<Deciding, 'state' | 'definition'>,
): Refusal | undefined {
  const { officialChannel } = definition;
  if (officialChannel === undefined) return undefined;
  const level = levelsOf(contactId, state).find((each) => officialChannel.levels.includes(each));
  const truth = truthOf(officialChannel.when, factsOfCompletions(state));
  if (level === undefined || truth === false) return undefined;
  if (truth === 'undecided') {
    const missing = factsOf(officialChannel.when).map((key): Missing => ({
      what: 'fact',
      key,
      problem: 'not-known',
      suppliedBy: suppliersOfFact(state, definition, key),
    }));
    return refuse('CONDITION_UNDECIDED', missing, { level });
  }
  const { action } = officialChannel;
  return refuse(
    'TENDER_OFFICIAL_CHANNEL_ONLY',
    [{ what: 'action', key: action, problem: 'official-channel-only', suppliedBy: [{ staffId: state.ownerId }] }],
    { action, level },
  );
}

/** What the playbook wants done for this person before the action that this fact completes. */
export function refuseUnlessBefore(
  fact: DerivedFact,
  contactId: Id,
  { state, definition }: Deciding,
): Refusal | undefined {
  const missing = actionsAbout(fact, contactId, state, definition.gates).flatMap(({ after = [] }) =>
    definition.gates.flatMap((gate) =>
      gate.actions
        .filter(({ key }) => after.includes(key))
        .flatMap((action) =>
          gateStanding(state, definition, gate.key)
            .actions.filter((each) => each.action === action.key && concerns(each.contactId, contactId))
            .filter(({ status }) => status === 'open' || status === 'undecided')
            .map(({ status, contactId: whose }): Missing => ({
              what: 'action',
              key: action.key,
              contactId: whose,
              problem: status,
              suppliedBy: suppliersOf(state, definition, action),
            })),
        ),
    ),
  );
  return missing.length === 0 ? undefined : refuse('ACTIONS_OPEN', missing);
}

/** Actions that this fact completes for this person. */
function actionsAbout(
  fact: DerivedFact,
  contactId: Id,
  state: OpportunityState,
  gates: readonly GateDefinition[],
): ActionDefinition[] {
  const levels = levelsOf(contactId, state);
  return gates.flatMap((gate) =>
    gate.actions.filter((action) => {
      const level = levelOf(gate, action);
      return derivedFactsOf(action).includes(fact) && level !== undefined && levels.includes(level);
    }),
  );
}

/** Done once for the gate it concerns everybody. */
function concerns(whose: Id | undefined, contactId: Id): boolean {
  return whose === undefined || whose === contactId;
}

function refuseUnlessOnChain(contactId: Id, { state }: Deciding, field: string): Refusal | undefined {
  if (levelsOf(contactId, state).length > 0) return undefined;
  return refuse('NOT_ON_LEVEL', [{ ...missingField(field, 'not-on-the-chain'), contactId }]);
}

export function levelsOf(contactId: Id, { chain }: OpportunityState): string[] {
  return [...chain].filter(([, people]) => people.some((each) => each.contactId === contactId)).map(([level]) => level);
}

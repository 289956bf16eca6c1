// Moving along the chain of gates: forward when the rule is met (or an override permits it), back where the playbook leads back.
import { missingField, refuse, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import { sealedText, type Deciding } from './deciding';
import { actionOf, currentStanding, gateIndex, gateOf, isLeftOut } from './gate-standing';
import type { GoBack, PassGate } from './opportunity-commands';
import type { ApprovalSuperseded, OpportunityEvent } from './opportunity-events';
import type { OpportunityState } from './opportunity-state';

/** S7: all actions of a level are completed before the sale enters the next level. */
export function passGate(command: PassGate, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, definition } = deciding;
  const refusal = refuseUnlessAtGate(command.gate, deciding);
  if (refusal !== undefined) return refusal;
  const standing = currentStanding(state, definition);
  const { overrideId } = standing;
  if (!standing.passable) {
    return refuse(standing.problem ?? 'ACTIONS_OPEN', standing.missing, { gate: state.gate.key });
  }
  const { next, leftOut: between } = nextGate(deciding);
  // Passed because its level is not there, it was not climbed: should the level exist after all, the sale returns to it.
  const unclimbed = overrideId === undefined && isLeftOut(state, gateOf(definition, state.gate.key));
  const leftOut = unclimbed ? [state.gate.key, ...between] : between;
  const events: OpportunityEvent[] = [
    ...supersededOverrides(state),
    { type: 'GatePassed', data: { gate: state.gate.key, next, leftOut, overrideId } },
  ];
  if (next === undefined) {
    events.push({
      type: 'OpportunityWon',
      data: { agreementId: state.agreement?.id, amountFen: state.agreement?.amountFen },
    });
  }
  return events;
}

export function goBack(command: GoBack, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, definition } = deciding;
  const refusal = refuseUnlessText('reason', command.reason);
  if (refusal !== undefined) return refusal;
  const ways = gateOf(definition, state.gate.key).backTo ?? [];
  const way = ways.find((each) => each.gate === command.to);
  if (way === undefined || gateIndex(definition, command.to) < 0) {
    return refuse('NO_WAY_BACK', [missingField('to', 'no-way-back')], {
      from: state.gate.key,
      ways: ways.map((each) => each.gate),
    });
  }
  const done = [...state.completions.keys(), ...state.waivers.keys()].filter((key) =>
    way.reopens.some((action) => key === action || key.startsWith(`${action}:`)),
  );
  // What facts complete has no completion to take back: it asks for facts that come after this.
  const derived = way.reopens.filter((key) => actionOf(definition, key)?.action.derivedFrom !== undefined);
  const reopened = [...done, ...derived];
  return [
    ...supersededOverrides(state),
    {
      type: 'WentBack',
      data: { from: state.gate.key, to: command.to, reopened: [...new Set(reopened)], cause: 'answer' },
      ...sealedText(deciding, { reason: command.reason }),
    },
  ];
}

function refuseUnlessAtGate(gate: string, { state, definition }: Deciding): Refusal | undefined {
  if (gateIndex(definition, gate) < 0) {
    return refuse('UNKNOWN_REFERENCE', [missingField('gate', 'unknown')]);
  }
  return gate === state.gate.key ? undefined : refuse('NOT_AT_GATE', [], { gate, standsAt: state.gate.key });
}

/** The gate after the current one, without those whose level this customer does not have. */
function nextGate({ state, definition }: Deciding): { next?: string; leftOut: string[] } {
  const leftOut: string[] = [];
  for (const gate of definition.gates.slice(gateIndex(definition, state.gate.key) + 1)) {
    if (!isLeftOut(state, gate)) return { next: gate.key, leftOut };
    leftOut.push(gate.key);
  }
  return { next: undefined, leftOut };
}

/** A request to override a gate asks for nothing once that gate is left. */
export function supersededOverrides(state: OpportunityState): ApprovalSuperseded[] {
  return [...state.approvals.values()]
    .filter((approval) => approval.status === 'open' && approval.subject.kind === 'override')
    .map((approval) => ({ type: 'ApprovalSuperseded', data: { approvalId: approval.id, cause: 'gate-left' } }));
}

// What happens to a customer over the years, beside its profile: one line per area, each with its rules in a file of its own.
import type { Context } from '../../decider';
import { playbookStreamId } from '../../derived-id';
import type { Recorded, StreamRef } from '../../event';
import { refuse, type Refusal } from '../../refusal';
import type { CustomerEvent, CustomerState } from '../customer';
import { staffOfKeeping } from '../keeping';
import {
  evolveContribution,
  scoreContribution,
  takeOverClass,
  type Contribution,
  type ContributionScored,
  type ScoreContribution,
  type TakeOverClass,
} from './contribution';
import { followLifeCycle, type FollowLifeCycle, type LifeCycleFollowed } from './following';
import { evolveLifeCycle, moveLifeCycle, type LifeCycle, type LifeCycleMoved, type MoveLifeCycle } from './life-cycle';

/** The part of a customer's state that is kept here. */
export type CareState = {
  /** Undefined before its first move: a potential customer. */
  lifeCycle?: LifeCycle;
  /** Undefined until it was scored. */
  contribution?: Contribution;
};

export type CareEvent = LifeCycleMoved | LifeCycleFollowed | ContributionScored;

export type CareCommand = MoveLifeCycle | FollowLifeCycle | ScoreContribution | TakeOverClass;

const careCommands: { [C in CareCommand['type']]: true } = {
  MoveLifeCycle: true,
  FollowLifeCycle: true,
  ScoreContribution: true,
  TakeOverClass: true,
};

export function isCareCommand(command: { type: string }): command is CareCommand {
  return Object.hasOwn(careCommands, command.type);
}

export function evolveCare(state: CustomerState, event: Recorded<CareEvent>): Partial<CareState> {
  switch (event.type) {
    case 'LifeCycleMoved':
      return { lifeCycle: evolveLifeCycle(event) };
    case 'LifeCycleFollowed':
      return { lifeCycle: { ...state.lifeCycle!, followed: true } };
    case 'ContributionScored':
      return { contribution: evolveContribution(event) };
    default:
      return {};
  }
}

export function decideCare(
  state: CustomerState | undefined,
  command: CareCommand,
  context: Context,
): CustomerEvent[] | Refusal {
  if (state === undefined) return refuse('NOT_FOUND');
  switch (command.type) {
    case 'MoveLifeCycle':
      return moveLifeCycle(state, command, context);
    case 'FollowLifeCycle':
      return followLifeCycle(state, command, context);
    case 'ScoreContribution':
      return scoreContribution(state, command, context);
    case 'TakeOverClass':
      return takeOverClass(state, command, context);
  }
}

export function careFacts(state: CustomerState | undefined, command: CareCommand, context: Context): StreamRef[] {
  return [
    ...staffOfKeeping(state?.accountManagerId, context).map((id): StreamRef => ({ type: 'staff', id })),
    ...('playbookKey' in command ? [{ type: 'playbook', id: playbookStreamId(command.playbookKey) } as const] : []),
  ];
}

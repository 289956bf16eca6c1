// One line per command of the competition; every rule is in the file of its concept.
import type { Refusal } from '../../refusal';
import type { Deciding } from '../deciding';
import type { OpportunityEvent } from '../opportunity-events';
import type { CompetitionCommand } from './competition-commands';
import { noteEnvironment, recordSwot, reviewOurselves } from './preparations';
import { dropRival, noteRival, recordCompetitiveFacts } from './rivals';
import { chooseStrategy, requestStrategyException, reviewStrategy } from './strategy';

export function decideCompetition(command: CompetitionCommand, deciding: Deciding): OpportunityEvent[] | Refusal {
  switch (command.type) {
    case 'NoteEnvironment':
      return noteEnvironment(command, deciding);
    case 'ReviewOurselves':
      return reviewOurselves(command, deciding);
    case 'NoteRival':
      return noteRival(command, deciding);
    case 'DropRival':
      return dropRival(command, deciding);
    case 'RecordCompetitiveFacts':
      return recordCompetitiveFacts(command, deciding);
    case 'RecordSwot':
      return recordSwot(command, deciding);
    case 'ChooseStrategy':
      return chooseStrategy(command, deciding);
    case 'ReviewStrategy':
      return reviewStrategy(command, deciding);
    case 'RequestStrategyException':
      return requestStrategyException(command, deciding);
  }
}

const competitionCommands = [
  'NoteEnvironment',
  'ReviewOurselves',
  'NoteRival',
  'DropRival',
  'RecordCompetitiveFacts',
  'RecordSwot',
  'ChooseStrategy',
  'ReviewStrategy',
  'RequestStrategyException',
] as const satisfies readonly CompetitionCommand['type'][];

export function isCompetitionCommand(command: { type: string }): command is CompetitionCommand {
  return (competitionCommands as readonly string[]).includes(command.type);
}

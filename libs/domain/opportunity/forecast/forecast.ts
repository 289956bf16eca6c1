// What the owner expects of a sale: how much, and when (S6, S26). How likely it is says the gate where it stands, not a feeling.
import type { DomainEvent, LocalDate, Recorded } from '../../event';
import { MAX_AMOUNT_FEN } from '../../limits';
import { isLocalDate } from '../../local-date';
import type { PlaybookDefinition } from '../../playbook/playbook';
import { refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { OpportunityOpened } from '../opportunity-events';
import type { OpportunityState } from '../opportunity-state';

/** Said as a whole: what is left out is not expected any more. */
export type ChangeForecast = { type: 'ChangeForecast'; amountFen?: number; closeOn?: LocalDate; reason: string };

export type ForecastChanged = DomainEvent<'ForecastChanged', { amountFen?: number; closeOn?: LocalDate }>;

export type ForecastState = { amountFen?: number; closeOn?: LocalDate };

/** The forecast of a sale as numbers; `weightedFen` needs both an amount and a playbook that says how likely its gates are. */
export type Forecast = ForecastState & {
  /** What the amount rests on: what the owner expects, else the offer on the table. */
  amountFrom?: 'expected' | 'offer' | 'agreement';
  winPercent?: number;
  weightedFen?: number;
};

export function openedForecast(data: OpportunityOpened['data']): ForecastState {
  return { amountFen: data.expectedAmountFen, closeOn: data.expectedCloseOn };
}

export function evolveForecast({ data }: Recorded<ForecastChanged>): ForecastState {
  return { amountFen: data.amountFen, closeOn: data.closeOn };
}

export function changeForecast(command: ChangeForecast, deciding: Deciding): ForecastChanged[] | Refusal {
  const { amountFen, closeOn, reason } = command;
  const refusal = firstRefusal(refuseUnlessText('reason', reason), refuseUnlessExpected(command));
  if (refusal !== undefined) return refusal;
  const { forecast } = deciding.state;
  if (forecast.amountFen === amountFen && forecast.closeOn === closeOn) {
    return refuse('ALREADY_EXISTS', [], { amountFen, closeOn });
  }
  return [{ type: 'ForecastChanged', data: { amountFen, closeOn }, ...sealedText(deciding, { reason }) }];
}

/** What a sale brings as far as it is known: signed, else expected, else offered; weighted by the gate where it stands. */
export function forecastOf(state: OpportunityState, definition: PlaybookDefinition): Forecast {
  const { forecast, offer, agreement, status } = state;
  const known: Pick<Forecast, 'amountFen' | 'amountFrom'> =
    status === 'won' && agreement !== undefined
      ? { amountFen: agreement.amountFen, amountFrom: 'agreement' }
      : forecast.amountFen !== undefined
        ? { amountFen: forecast.amountFen, amountFrom: 'expected' }
        : offer !== undefined
          ? { amountFen: offer.totals.amountFen, amountFrom: 'offer' }
          : {};
  const winPercent = winPercentOf(state, definition);
  const weightedFen =
    known.amountFen === undefined || winPercent === undefined
      ? undefined
      : Math.round((known.amountFen * winPercent) / 100);
  return { ...known, closeOn: forecast.closeOn, winPercent, weightedFen };
}

function winPercentOf({ status, gate }: OpportunityState, { gates }: PlaybookDefinition): number | undefined {
  if (status === 'won') return 100;
  if (status === 'lost' || status === 'withdrawn') return 0;
  return gates.find(({ key }) => key === gate.key)?.winPercent;
}

function refuseUnlessExpected({ amountFen, closeOn }: ChangeForecast): Refusal | undefined {
  const fits =
    amountFen === undefined || (Number.isSafeInteger(amountFen) && amountFen >= 0 && amountFen <= MAX_AMOUNT_FEN);
  if (!fits) return refuseField('amountFen', 'out-of-range', { limit: MAX_AMOUNT_FEN });
  return closeOn === undefined || isLocalDate(closeOn) ? undefined : refuseField('closeOn', 'not-a-date');
}

// The rows of the source document (S1–S26), one after another, against the running product: what was called, what came back.
import type { World } from '../story/story';
import { afterSalesRows } from './after-sales';
import { chainRows } from './chain';
import { competitionRows } from './competition';
import { contactingRows } from './contacting';
import { customerRows } from './customers';
import { needsRows } from './needs';
import { offerRows } from './offers';
import { processRows } from './process';
import { Trader, type TradeRow } from './trader';

/** `rows`: those that are checked, `S1` and so on; a row with several checks works when all of them do. */
export type Traded = { rows: string[]; working: number };

/** Every row with the capability that answers it, in the order of the source document. */
const rows: TradeRow[] = [
  ...afterSalesRows,
  ...chainRows,
  ...competitionRows,
  ...contactingRows,
  ...customerRows,
  ...needsRows,
  ...offerRows,
  ...processRows,
].sort((a, b) => numberOf(a) - numberOf(b));

export async function checkTrade(
  world: Pick<World, 'apiUrl' | 'issuer'>,
  say: (line: string) => void,
): Promise<Traded> {
  const trader = new Trader(world);
  const broken = new Set<string>();
  for (const row of rows) {
    const problem = await problemOf(row, trader);
    if (problem !== undefined) broken.add(row.row);
    say(`${problem === undefined ? '✓' : '✗'} ${row.row.padEnd(4)} ${row.what}`);
    for (const { line, refused } of trader.calls) say(`     ${refused ? '✋' : '·'} ${line}`);
    if (problem !== undefined) say(`     ${problem}`);
  }
  const checked = [...new Set(rows.map(({ row }) => row))];
  return { rows: checked, working: checked.length - broken.size };
}

/** A row that calls nothing, or that refuses nothing, shows nothing. */
async function problemOf(row: TradeRow, trader: Trader): Promise<string | undefined> {
  trader.calls = [];
  try {
    await row.check(trader);
  } catch (error) {
    return (error as Error).message;
  }
  if (!trader.calls.some(({ refused }) => !refused)) return 'nothing was called';
  return trader.calls.some(({ refused }) => refused) ? undefined : 'nothing was refused';
}

function numberOf({ row }: TradeRow): number {
  return Number(row.slice(1));
}

// S25: what comes after the signature, by itself and when the customer begins it.
import type { Id } from '#domain';
import { exampleId } from '../set-up';
import { approved } from './offers';
import type { Trader, TradeRow, TradeSale } from './trader';

type Plan = {
  open: { item: string; occurrence: number }[];
  reports: { number: number; event: string; closed: boolean }[];
};

async function looksAfter(trader: Trader): Promise<void> {
  const sale = await trader.sale('story');
  const at = `/v1/follow-up-plans/${await trader.unseen(() => won(trader, sale))}`;
  const plan = await trader.sees('the welcome falls due', async () => {
    const found = (await (await trader.client('manager')).get<Plan>(at)).body;
    return found.open?.some(({ item }) => item === 'welcome') === true ? found : undefined;
  });
  const { item, occurrence } = plan.open.find((each) => each.item === 'welcome')!;
  await trader.refused(
    'manager',
    `${at}/complete`,
    { item: 'usage-visit', occurrence: 0, outcome: 'done' },
    'FOLLOW_UP_NOT_DUE',
  );
  await trader.does('manager', `${at}/complete`, { item, occurrence, outcome: 'done', note: '已致电问候' });
  await trader.does('manager', `${at}/go-live`, { liveAt: new Date(Date.now() - 60_000).toISOString() });

  await trader.does('manager', `${at}/reports`, { event: 'complaint', note: '三号楼信号差' });
  const { open, reports } = await trader.sees('an answer to the complaint falls due', async () => {
    const found = await trader.reads<Plan>('manager', at);
    return found.open.some((each) => each.item === 'complaint-answer') ? found : undefined;
  });
  const reportNumber = reports.find(({ event }) => event === 'complaint')!.number;
  const agreed = { reportNumber, agreedById: sale.contacts['user'] };
  await trader.refused('manager', `${at}/reports/close`, { reportNumber }, 'INVALID_INPUT');
  await trader.refused('manager', `${at}/reports/close`, agreed, 'FOLLOW_UP_OPEN');
  const answer = open.find((each) => each.item === 'complaint-answer')!;
  await trader.does('manager', `${at}/complete`, { item: answer.item, occurrence: answer.occurrence, outcome: 'done' });
  await trader.does('manager', `${at}/reports/close`, agreed);
}

/** A sale on the playbook of the story, signed and won; answers the plan that its process began. */
async function won(trader: Trader, sale: TradeSale): Promise<Id> {
  const at = `/v1/opportunities/${sale.id}`;
  await trader.forceTo(sale, 'decision-maker');
  await approved(trader, sale);
  await trader.forceTo(sale, 'agreement');
  const signedOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await trader.does('manager', `${at}/agreement`, {
    signatoryIds: [sale.contacts['decision-maker']],
    signedById: exampleId('staff', 'manager'),
    signedOn,
    startsOn: signedOn,
    endsOn: `${Number(signedOn.slice(0, 4)) + 3}-01-01`,
  });
  await trader.does('manager', `${at}/gates/agreement/pass`);
  const { followUpPlanId } = await trader.reads<{ followUpPlanId: Id }>('manager', at);
  await trader.sees('the plan of the agreement', async () => {
    const { status } = await (await trader.client('manager')).get(`/v1/follow-up-plans/${followUpPlanId}`);
    return status === 200 ? true : undefined;
  });
  return followUpPlanId;
}

export const afterSalesRows: TradeRow[] = [
  {
    row: 'S25',
    what: '售后管理 after-sales: follow-ups fall due by themselves; a complaint is over when the customer agrees',
    check: looksAfter,
  },
];

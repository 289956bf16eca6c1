// The ways out of a gate beside passing it, and through an approval beside a vote, at the page of the sale: by exception, parked, lost,
// taken up again; recalled, with one approver more, handed over, decided in another's place.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { violationsOf } from '../support/accessible';
import { choose, signInAs, windowOf } from '../support/browser';
import { climbToTheDecisionMaker, offerOn, openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const title = `出路 ${randomUUID().slice(0, 8)}`;

const here = thePages();

async function at(subject: string, path: string): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, subject, path);
  return page;
}

/** From a menu of the page to the form that it opens. */
async function begin(page: Page, menu: string, item: string): Promise<Locator> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  return page.getByRole('dialog', { name: item });
}

async function end(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Confirm', exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

async function submittedOffer(called: string): Promise<string> {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, called);
  await climbToTheDecisionMaker(manager, id);
  const offerHash = await offerOn(manager, id, 500);
  await manager.send(`/v1/opportunities/${id}/offer/submit`, { offerHash });
  return id;
}

it('a gate is passed by exception once both above have consented, who saw why and what is missing', async () => {
  const called = `${title} exception`;
  const id = await openPageSale(await here.product.as('manager'), called);
  const page = await at('manager', `/opportunities/${id}`);
  const asked = await begin(page, 'More actions', 'Request to pass by exception');
  await asked.getByRole('button', { name: 'Confirm', exact: true }).click();
  await asked.getByText('is required').waitFor();
  await asked.getByLabel('Reason').fill('The tender closes tonight');
  await end(asked);
  for (const subject of ['supervisor', 'director']) {
    const approver = await at(subject, '/inbox');
    await approver.getByRole('button', { name: new RegExp(called) }).click();
    const decision = approver.getByRole('region', { name: called });
    await decision.getByText('周经理: The tender closes tonight').waitFor();
    await decision.getByText('Collect group profile').waitFor();
    await decision.getByRole('button', { name: 'Approve' }).click();
    await approver.getByRole('button', { name: new RegExp(called) }).waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Pass the gate' }).click();
  await page.locator('[aria-current=step]').getByText('User level').waitFor();
});

it('parked, it still changes its people and can be lost; lost, it is looked back on and reopened; who may hand it over is said', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, `${title} parked`, 'group-customer');
  const page = await at('manager', `/opportunities/${id}`);
  const parked = await begin(page, 'More actions', 'Park until a date');
  await parked.getByLabel('Resume on').fill(new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10));
  await parked.getByLabel('Reason').fill('The budget is frozen');
  await page.reload();
  const again = await begin(page, 'More actions', 'Park until a date');
  expect(await again.getByLabel('Reason').inputValue()).toBe('The budget is frozen');
  await end(again);
  const whyNot = page.getByRole('region', { name: 'Gate check' });
  await whyNot.getByText('parked').waitFor();

  const moved = await begin(page, 'More', 'Move a contact to another level');
  await choose(page, moved.getByRole('combobox', { name: 'Contact' }), 'Expert');
  await choose(page, moved.getByRole('combobox', { name: 'Level' }), 'Influencer');
  await moved.getByLabel('promoted').check();
  await end(moved);
  await page.getByRole('button', { name: 'Resume now' }).click();
  await page.getByRole('button', { name: 'Pass the gate' }).waitFor();
  await manager.send(`/v1/opportunities/${id}/park`, {
    until: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    reason: 'again',
  });
  await page.getByRole('button', { name: 'Resume now' }).waitFor();

  const lost = await begin(page, 'More actions', 'Mark as lost');
  await lost.getByRole('button', { name: 'Confirm', exact: true }).click();
  await lost.getByText('is required').waitFor();
  await choose(page, lost.getByRole('combobox', { name: 'Reason' }), 'price');
  await end(lost);
  await whyNot.getByText('lost', { exact: true }).waitFor();

  const review = await begin(page, 'More', 'Review');
  await choose(page, review.getByRole('combobox', { name: 'Deciding factor' }), 'Price and terms');
  await review.getByLabel('Lessons').fill('Ask for the budget first');
  await end(review);
  const reopened = await begin(page, 'More', 'Reopen');
  await reopened.getByLabel('Reason').fill('They asked again');
  await end(reopened);
  await page.getByRole('button', { name: 'Pass the gate' }).waitFor();
  const channel = await begin(page, 'More', 'Add an assisting channel');
  await choose(page, channel.getByRole('combobox', { name: 'Channel' }), 'Hotline');
  await channel.getByLabel('Reason').fill('For first questions');
  await end(channel);
  const owner = await begin(page, 'More', 'Hand over to another account manager');
  await choose(page, owner.getByRole('combobox', { name: 'To' }), 'Morgan Wu');
  await owner.getByLabel('Reason').fill('Speaks their language');
  await owner.getByRole('button', { name: 'Confirm', exact: true }).click();
  await owner.getByRole('alert', { name: 'You do not have permission to do this' }).waitFor();

  await page.goto(`/opportunities/${id}?part=story`);
  await page.getByText('Ask for the budget first').waitFor();
});

it('says whether the sale is a complex one, and from what on each point counts, where its playbook does', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, `${title} complex`, 'group-customer');
  const page = await at('manager', `/opportunities/${id}`);
  await page.getByText('Complexity not known yet: 1 of 6 criteria met so far').click();
  await page.getByText('A sale is complex when at least 4 criteria are met.').waitFor();
  const factors = page.getByRole('listitem').filter({ hasText: 'Decision factors: many' });
  await factors.getByText('People on the decision chain: 5 (many from 6)').waitFor();
  await factors.getByText('Levels with people: 5 (many from 4)').waitFor();
  expect(await factors.getByRole('img', { name: 'Met' }).count()).toBe(1);
  await page.getByText('Kind of need: not known (high if Latent)').waitFor();
  expect(await violationsOf(page)).toEqual([]);

  await page.goto(`/opportunities/${await openPageSale(manager, `${title} simple`)}`);
  await page.getByRole('heading', { level: 1, name: `${title} simple` }).waitFor();
  expect(await page.getByText(/complex sale|complexity/i).count()).toBe(0);
});

it('what is submitted is recalled by who submitted it, and an action is waived with consent', async () => {
  const id = await submittedOffer(`${title} recalled`);
  const page = await at('manager', `/opportunities/${id}?part=offer`);
  await end(await begin(page, 'Recall…', 'Recall this submission'));
  await page.getByText('recalled', { exact: true }).waitFor();

  const manager = await here.product.as('manager');
  const waived = await openPageSale(manager, `${title} waived`);
  await manager.send(`/v1/opportunities/${waived}/actions/collect-profile/complete`, { answers: { need: 'latent' } });
  await manager.send(`/v1/opportunities/${waived}/gates/preparation/pass`);
  await page.goto(`/opportunities/${waived}`);
  const waiver = await begin(page, 'More', 'Request a waiver for an action');
  await waiver.getByLabel('Guide the need').check();
  await waiver.getByLabel('Reason').fill('They told us themselves');
  await end(waiver);
  const supervisor = await at('supervisor', `/opportunities/${waived}?part=offer`);
  await supervisor.getByText('周经理: They told us themselves').waitFor();
  await supervisor.getByRole('button', { name: 'Approve' }).click();
  await supervisor.getByText('approved', { exact: true }).waitFor();
});

it('an approver adds another, another hands over; whoever is not asked is told so', async () => {
  const id = await submittedOffer(`${title} approvers`);
  const path = `/opportunities/${id}?part=offer`;
  const supervisor = await at('supervisor', path);
  const added = await begin(supervisor, 'More actions', 'Add an approver');
  await choose(supervisor, added.getByRole('combobox'), '李定价');
  await end(added);
  const pricing = await at('pricing', path);
  const over = await begin(pricing, 'More actions', 'Hand over');
  await choose(pricing, over.getByRole('combobox'), '钱总监');
  await over.getByLabel('Note').fill('You know them');
  await end(over);
  await pricing.getByText(/^Waiting for .* to decide\.$/).waitFor();
  const director = await at('director', path);
  await director.getByText('李定价: You know them').waitFor();
  await director.getByRole('button', { name: 'Approve' }).waitFor();
});

it('a deputy votes at the page in the place of whom it is, and it says so', async () => {
  const id = await submittedOffer(`${title} deputy`);
  const administrator = await here.product.as('administrator');
  const staff = `/v1/staff/${exampleId('staff', 'supervisor')}/delegations`;
  const given = await administrator.send<{ events?: { data: { delegationId: string } }[] }>(staff, {
    to: exampleId('staff', 'pricing'),
    from: new Date(Date.now() - HOUR_MS).toISOString(),
    until: new Date(Date.now() + HOUR_MS).toISOString(),
  });
  const deputy = await at('pricing', `/opportunities/${id}?part=offer`);
  await deputy.getByText('on behalf of 孙主管', { exact: true }).waitFor();
  await deputy.getByLabel('Reason').fill('While she is away');
  await deputy.getByRole('button', { name: 'Approve' }).click();
  await deputy.getByText('李定价: While she is away').waitFor();
  const delegationId = given.body.events?.[0]?.data.delegationId;
  await administrator.send(`${staff}/${delegationId}/revoke`);
  type View = { approvals: { ballots: object[] }[] };
  const { body } = await administrator.get<View>(`/v1/opportunities/${id}`);
  expect(body.approvals[0]?.ballots).toEqual([
    expect.objectContaining({ voterId: exampleId('staff', 'pricing'), eyesId: exampleId('staff', 'supervisor') }),
  ]);
});

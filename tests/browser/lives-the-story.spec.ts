// A whole sale through the pages, as three people in three windows, once in each language: opened, refused at its gates and let through,
// objected to, offered and approved in two rounds, signed, and followed up.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import type { Language } from '#labels';
import type { PlaybookDefinition } from '#domain';
import { shippedPlaybook, wholePlaybook } from '#playbooks';
import { choose, signInAs, windowOf } from '../support/browser';
import { thePages } from '../support/the-pages';
import { saidIn, type Said } from '../support/said';

jest.setTimeout(300_000);

/** Of the example's customer, level by level. */
const CUSTOMER = '东海制造集团';
const people = {
  user: '赵工',
  purchaser: '吴采购',
  expert: '郑工',
  influencer: '冯副总',
  'decision-maker': '陈总',
};

/** A follow-up of the playbook is due seconds after the signature, and is found by the process itself. */
const FALLS_DUE_WITHIN_MS = 90_000;

const here = thePages();

it.each(['zh-CN', 'en'] as const)('is lived from the first day to the follow-up (%s)', async (language) => {
  const said = saidIn(language, wholePlaybook(shippedPlaybook('story')) as PlaybookDefinition);
  const title = `${language === 'en' ? 'Four sites' : '四个园区'} ${randomUUID().slice(0, 8)}`;
  const [manager, supervisor, director] = await Promise.all(
    ['manager', 'supervisor', 'director'].map((subject) => signedIn(subject, language)),
  );
  const sale = new SaleAtThePages(manager!, said, language);
  await sale.open(title);
  await sale.isClosedBecauseOf('collect-profile');
  for (const [level, name] of Object.entries(people)) await sale.put(name, level);
  await sale.show('preparation');
  await sale.complete('collect-profile', language === 'en' ? 'Latent' : '隐性');
  await sale.pass('user');

  await sale.accept('visit-user');
  await sale.isClosedBecauseOf('guide-need');
  await sale.markDone('guide-need');
  await sale.pass('purchaser');
  await sale.markDone('map-procedure');
  await sale.pass('expert');
  await sale.markDone('record-criteria');
  await sale.pass('influencer');
  await sale.accept('agree-value');
  await sale.objectAndSettle();
  await sale.pass('decision-maker');

  await sale.offerWith('8');
  for (const approver of [supervisor!, director!]) await approve(approver, title, said);
  await sale.accept('present-solution');
  await sale.accept('decide-in-principle');
  await sale.pass('agreement');

  await sale.sign();
  await sale.numberTheAgreement('XY-2026-018');
  await sale.passLast();
  await sale.followUp();
});

async function signedIn(subject: string, language: Language): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, { language });
  await signInAs(page, subject);
  return page;
}

/** In the inbox, where it appears by itself. */
async function approve(page: Page, title: string, said: Said): Promise<void> {
  await page.goto('/inbox');
  const row = page.getByRole('button', { name: new RegExp(title) });
  await row.click();
  await page
    .getByRole('region', { name: title })
    .getByRole('button', { name: said.word('vote.approve'), exact: true })
    .click();
  await row.waitFor({ state: 'detached' });
}

/** One sale, by what its account manager does at its page. */
class SaleAtThePages {
  constructor(
    private readonly page: Page,
    private readonly said: Said,
    private readonly language: Language,
  ) {}

  async open(title: string): Promise<void> {
    const { page, said } = this;
    await page.getByRole('button', { name: said.word('today.new-sale') }).click();
    const form = page.getByRole('dialog');
    const customer = form.getByRole('combobox', { name: said.label('field', 'customerId') });
    await customer.fill(CUSTOMER);
    await choose(this.page, customer, CUSTOMER);
    await form.getByLabel(said.label('field', 'title')).fill(title);
    await choose(
      this.page,
      form.getByRole('combobox', { name: said.label('field', 'playbookKey') }),
      this.language === 'en' ? 'Story' : '演示销售',
    );
    await form.getByRole('button', { name: said.word('today.open-sale') }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }

  async isClosedBecauseOf(action: string): Promise<void> {
    const whyNot = this.whyNot();
    await whyNot.getByText(this.said.action(action)).waitFor();
    expect(await whyNot.getByRole('button', { name: this.said.word('why-not.pass') }).isDisabled()).toBe(true);
  }

  async show(gate: string): Promise<void> {
    const chain = this.page.getByRole('navigation', { name: this.said.word('chain.name') });
    await chain.getByRole('button', { name: this.said.gate(gate) }).click();
    await this.isAt(gate);
  }

  async put(name: string, level: string): Promise<void> {
    await this.show(level);
    const group = this.page.getByRole('group', { name: this.said.word('people.name') });
    await group.getByRole('button', { name: this.said.word('people.add') }).click();
    await choose(this.page, this.page.getByRole('combobox', { name: this.said.word('people.who') }), name);
    await group.getByRole('button', { name: this.said.word('people.take-off', { name }) }).waitFor();
  }

  async complete(action: string, answer: string): Promise<void> {
    const form = await this.formOf(action);
    await form.getByLabel(asChoice(answer), { exact: true }).check();
    await form.getByRole('button', { name: this.said.word('action.complete'), exact: true }).click();
    await form.waitFor({ state: 'detached' });
  }

  /** Yes is the answer. */
  async accept(action: string): Promise<void> {
    await this.complete(action, this.said.label('boolean', 'true'));
  }

  async markDone(action: string): Promise<void> {
    const form = await this.formOf(action);
    await form.getByRole('button', { name: this.said.word('action.mark-done') }).click();
    await form.waitFor({ state: 'detached' });
  }

  async pass(next: string): Promise<void> {
    await this.passLast();
    await this.isAt(next);
  }

  async passLast(): Promise<void> {
    await this.part('gate');
    await this.whyNot()
      .getByRole('button', { name: this.said.word('why-not.pass') })
      .click();
  }

  async objectAndSettle(): Promise<void> {
    const { page, said } = this;
    await this.part('objections');
    await page.getByLabel(said.label('field', 'words')).fill(this.language === 'en' ? 'No budget' : '没预算');
    await page.getByRole('button', { name: said.word('objections.record'), exact: true }).click();
    const objection = page.getByRole('article');
    const next = objection.getByRole('button', { name: said.word('form.next') });
    await choose(
      this.page,
      objection.getByRole('combobox', { name: said.label('field', 'objectionType') }),
      new RegExp(`^${asChoice(said.label('objection-type', 'no-need'))}`),
    );
    await next.click();
    await objection
      .getByLabel(said.label('field', 'truth'))
      .fill(this.language === 'en' ? 'Next year' : '明年才有预算');
    await next.click();
    await objection.getByLabel(said.label('field', 'measure')).fill('probe-subtly');
    await next.click();
    await objection.getByRole('button', { name: said.word('objections.settled') }).click();
    await objection.getByText(said.label('objection-step', 'solved')).last().waitFor();
  }

  async offerWith(discountPercent: string): Promise<void> {
    const { page, said } = this;
    await this.part('offer');
    await choose(this.page, page.getByRole('combobox', { name: said.label('field', 'productCode') }), /.+/);
    await page.getByLabel(said.word('offer.discount-percent')).fill(discountPercent);
    await page.getByRole('button', { name: said.word('offer.save') }).click();
    await page.getByRole('button', { name: said.word('offer.submit') }).click();
    await page.getByText(said.word('offer.under-way')).waitFor();
  }

  async sign(): Promise<void> {
    const { page, said } = this;
    await this.part('agreement');
    const form = page.getByRole('form', { name: said.word('agreement.record') });
    await form.getByRole('checkbox', { name: people['decision-maker'] }).check();
    const today = new Date();
    await form.getByLabel(said.label('field', 'signedOn')).fill(dayOf(today));
    await form.getByLabel(said.label('field', 'startsOn')).fill(dayOf(today));
    await form.getByLabel(said.label('field', 'endsOn')).fill(dayOf(new Date(today.getTime() + 365 * 86_400_000)));
    await form.getByRole('button', { name: said.word('agreement.record') }).click();
    const recorded = page.getByRole('alert', { name: said.word('agreement.recorded') });
    await recorded.getByText(people['decision-maker']).waitFor();
    await recorded.getByText('周经理').waitFor();
  }

  /** Begins with what was recorded; what is put right is all that is typed. */
  async numberTheAgreement(number: string): Promise<void> {
    const { page, said } = this;
    await page.getByRole('button', { name: said.word('agreement.record-again') }).click();
    const form = page.getByRole('form', { name: said.word('agreement.record-again') });
    expect(await form.getByRole('checkbox', { name: people['decision-maker'] }).isChecked()).toBe(true);
    await form.getByLabel(said.label('field', 'number')).fill(number);
    await form.getByRole('button', { name: said.word('agreement.record-again') }).click();
    await form.waitFor({ state: 'detached' });
    const recorded = page.getByRole('alert', { name: said.word('agreement.recorded') });
    await recorded.getByText(number).waitFor();
    await recorded.getByText(people['decision-maker']).waitFor();
  }

  /** It falls due by itself, and shows without a reload. */
  async followUp(): Promise<void> {
    const { page, said } = this;
    await page.getByText(said.label('opportunity-status', 'won')).first().waitFor();
    await this.part('agreement');
    const welcome = page.getByRole('article').first();
    await welcome
      .getByRole('button', { name: said.word('follow-ups.report') })
      .waitFor({ timeout: FALLS_DUE_WITHIN_MS });
    await welcome.getByRole('button', { name: said.word('follow-ups.report') }).click();
    await welcome.getByLabel(asChoice(said.label('follow-up-outcome', 'done')), { exact: true }).check();
    await welcome.getByRole('button', { name: said.word('follow-ups.report') }).click();
    await page.getByText(said.word('follow-ups.none')).waitFor();
  }

  private async isAt(gate: string): Promise<void> {
    const name = this.said.gate(gate);
    await this.page.getByRole('region', { name }).getByRole('heading', { name, exact: true }).waitFor();
  }

  private whyNot(): Locator {
    return this.page.getByRole('region', { name: this.said.word('why-not.name') });
  }

  private async part(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: this.said.word(`sale.part.${name}`) }).click();
  }

  /** Opened, where it is not yet. */
  private async formOf(action: string): Promise<Locator> {
    await this.part('gate');
    const name = this.said.action(action);
    const form = this.page.getByRole('form', { name });
    const control = this.page.getByRole('button', { name: new RegExp(`^${name}`) });
    await control.waitFor();
    if ((await control.getAttribute('aria-expanded')) !== 'true') await control.click();
    await form.waitFor();
    return form;
  }
}

/** Words of the catalogue as one chooses them: a choice begins with a capital. */
function asChoice(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** As fields of days take it, where the customer is. */
function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(moment);
}

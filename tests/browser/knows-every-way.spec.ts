// What is seldom done to a sale, at its page: another forecast, calls and visits, documents, questions of an approver; and the training page.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { selfReviewQuestions } from '#domain';
import { exampleId } from '../../deploy/local/set-up';
import { expectAccessible } from '../support/accessible';
import { choose, signInAs, windowOf } from '../support/browser';
import { eventually } from '../support/eventually';
import { climbToTheDecisionMaker, contactOn, offerOn, openPageSale } from '../support/page-sale';
import { fillInUnansweredCall, thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const DAY_MS = 86_400_000;

const title = `更多做法 ${randomUUID().slice(0, 8)}`;

const here = thePages();
let saleId: string;

beforeAll(async () => {
  saleId = await openPageSale(await here.product.as('manager'), title, 'group-customer');
});

async function at(subject: string, path: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, { language });
  await signInAs(page, subject, path);
  return page;
}

/** A day as fields of days take it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

it('a forecast is changed from the menu of the sale, and a wrong one is refused at its field', async () => {
  const page = await at('manager', `/opportunities/${saleId}`);
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '修改预测' }).click();
  const form = page.getByRole('dialog', { name: '修改预测' });
  await form.getByLabel('金额（元）').fill('360000');
  await form.getByRole('button', { name: '确定' }).click();
  await form.getByText('必填').waitFor();
  await form.getByLabel('原因').fill('客户增加了两个园区');
  await form.getByRole('button', { name: '确定' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('¥360,000').waitFor();
});

it('what was answered is read where it was done, and a correction begins with it', async () => {
  const manager = await here.product.as('manager');
  const corrected = await openPageSale(manager, `${title} 更正`);
  const page = await at('manager', `/opportunities/${corrected}?gate=preparation`);
  const form = page.getByRole('form', { name: '收集集团资料' });
  await form.getByLabel('隐性').check();
  await form.getByLabel('摘要').fill('总部与两个园区');
  await form.getByRole('button', { name: '完成' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /收集集团资料/ }).click();
  const done = page.getByRole('region', { name: /收集集团资料/ });
  await done.getByText('需求类型：隐性').waitFor();
  await done.getByText('摘要：总部与两个园区').waitFor();
  await done.getByText(/周经理/).waitFor();
  await done.getByRole('button', { name: '更正' }).click();
  expect(await form.getByLabel('隐性').isChecked()).toBe(true);
  expect(await form.getByLabel('摘要').inputValue()).toBe('总部与两个园区');
  await form.getByLabel('显性').check();
  await form.getByLabel('原因').fill('客户自己说了出来');
  await form.getByRole('button', { name: '保存更正' }).click();
  await done.getByText('需求类型：显性').waitFor();
  await done.getByText('更正原因：客户自己说了出来').waitFor();
  await done.getByText('摘要：总部与两个园区').waitFor();

  // A correction that was given up leaves nothing behind.
  const correct = done.getByRole('button', { name: '更正' });
  const write = async (summary: string): Promise<void> => {
    await form.getByLabel('摘要').fill(summary);
    await form.getByLabel('原因').fill('再次核对');
  };
  await correct.click();
  await write('放弃的内容');
  await form.getByRole('button', { name: '取消' }).click();
  await correct.click();
  expect(await form.getByLabel('摘要').inputValue()).toBe('总部与两个园区');
  expect(await form.getByLabel('原因').inputValue()).toBe('');
  await form.getByRole('button', { name: '取消' }).click();

  // What is corrected before the form is opened again is no conflict, nor what is answered at another action while it is open.
  const rest = { answers: { need: 'explicit', summary: '总部与各园区' }, reason: '统一说法' };
  await manager.send(`/v1/opportunities/${corrected}/actions/collect-profile/correct`, rest);
  await done.getByText('摘要：总部与各园区').waitFor();
  await correct.click();
  await write('总部与三个园区');
  await manager.send(`/v1/opportunities/${corrected}/gates/preparation/pass`);
  const visited = { contactId: contactOn('user'), answers: { accepted: true } };
  await manager.send(`/v1/opportunities/${corrected}/actions/visit-user/complete`, visited);
  await form.getByRole('button', { name: '保存更正' }).click();
  await done.getByText('摘要：总部与三个园区').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  // Another correction of the same is: it is shown, and taken here.
  await correct.click();
  await write('总部与四个园区');
  const theirs = { answers: { need: 'latent', summary: '总部与五个园区' }, reason: '客户来电' };
  await manager.send(`/v1/opportunities/${corrected}/actions/collect-profile/correct`, theirs);
  await form.getByRole('button', { name: '保存更正' }).click();
  const conflict = page.getByRole('dialog', { name: '您填写期间，其他人做了修改' });
  await conflict.getByText('周经理').waitFor();
  await conflict.getByRole('button', { name: '采用对方的，放弃我的' }).click();
  await done.getByText('摘要：总部与五个园区').waitFor();
  await correct.click();
  expect(await form.getByLabel('摘要').inputValue()).toBe('总部与五个园区');

  // It would replace every answer: where they cannot be read, none is offered.
  await page.route('**/answers', (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: /收集集团资料/ }).click();
  await done.getByRole('alert').waitFor();
  expect(await correct.count()).toBe(0);
});

it('what is known of a rival is changed fact by fact, and none is undone that was saved before', async () => {
  const manager = await here.product.as('manager');
  const contested = await openPageSale(manager, `${title} 竞争`, 'group-customer');
  const sale = `/v1/opportunities/${contested}`;
  await manager.send(`${sale}/rivals`, { name: '联通' });
  type Facts = { [fact: string]: unknown };
  const rivalNow = async (): Promise<{ id: string; facts: Facts }> =>
    (await manager.get<{ rivals: { id: string; facts: Facts }[] }>(`${sale}/competition`)).body.rivals[0]!;
  const { id: rivalId } = await rivalNow();
  const learn = async (facts: Facts): Promise<unknown> => manager.send(`${sale}/rivals/${rivalId}/facts`, facts);
  const page = await at('manager', `/opportunities/${contested}?part=competition`);
  await page.getByRole('button', { name: '已知情况' }).click();
  const form = page.getByRole('form', { name: '保存情况' });
  const advantage = form.getByLabel('我方优势与对方之比（%）');
  const share = form.getByLabel('我方市场占有率（%）');
  const rivalShare = form.getByLabel('对手市场占有率（%）');
  const first = form.getByRole('radiogroup', { name: '客户把我方列为首选' });
  const save = async (): Promise<void> => {
    const accepted = page.waitForResponse((response) => response.url().endsWith('/facts') && response.ok());
    await form.getByRole('button', { name: '保存情况' }).click();
    await accepted;
    await form.locator('button[data-loading]').waitFor({ state: 'detached' });
  };

  const hangsOn = (fact: string): Locator =>
    page.getByText(new RegExp(`^弄清以后建议可能改变：.*${fact}|尚待确认：[^）]*${fact}`));
  await hangsOn('受对手阻碍无法突破').first().waitFor();
  // A warning that nobody has confirmed is not said as if it held.
  await page.getByText('市场占有率不高，拖延的成功率较小（尚待确认：我方市场占有率）', { exact: true }).waitFor();
  await hangsOn('客户把我方列为首选').first().waitFor();
  await advantage.fill('200');
  await first.getByLabel('是', { exact: true }).check();
  await save();
  await eventually('the advice for what is known', async () =>
    (await hangsOn('客户把我方列为首选').count()) === 0 ? true : undefined,
  );
  await hangsOn('受对手阻碍无法突破').first().waitFor();
  expect(await advantage.inputValue()).toBe('200');
  await share.fill('40');
  // Another learns something else meanwhile, also of what stands in this form: both hold.
  await learn({ advantagePercent: 210, rivalSharePercent: 30 });
  await save();
  await page.getByText('市场占有率不高，拖延的成功率较小', { exact: true }).waitFor();
  const known = { advantagePercent: 210, firstChoice: true, marketSharePercent: 40, rivalSharePercent: 30 };
  expect((await rivalNow()).facts).toMatchObject(known);
  expect(await page.getByRole('dialog').count()).toBe(0);

  await share.fill('');
  await first.getByLabel('尚不清楚').check();
  await save();
  const { facts: left } = await rivalNow();
  expect(left).toMatchObject({ advantagePercent: 210, rivalSharePercent: 30 });
  for (const fact of ['firstChoice', 'marketSharePercent']) expect(left).not.toHaveProperty(fact);

  // The same fact: who comes second is shown what the other did, also when the form shows the rest of it by now, and takes it here.
  await advantage.fill('150');
  await learn({ advantagePercent: 120, rivalSharePercent: 35 });
  await eventually('the rest', async () => ((await rivalShare.inputValue()) === '35' ? true : undefined));
  await form.getByRole('button', { name: '保存情况' }).click();
  const conflict = page.getByRole('dialog', { name: '您填写期间，其他人做了修改' });
  await conflict.getByRole('button', { name: '采用对方的，放弃我的' }).click();
  await eventually('what the other saved', async () => ((await advantage.inputValue()) === '120' ? true : undefined));
});

it('what was thought over and planned is read again, also by who only reads, and changed from where it stands', async () => {
  const manager = await here.product.as('manager');
  const thought = await openPageSale(manager, `${title} 分析`, 'group-customer');
  const sale = `/v1/opportunities/${thought}`;
  const record = async (path: string, body: object): Promise<void> => {
    expect(await manager.send(`${sale}${path}`, body)).toMatchObject({ body: { id: thought } });
  };
  await record('/rivals', { name: '电信' });
  const { body } = await manager.get<{ rivals: { id: string }[] }>(`${sale}/competition`);
  await record(`/rivals/${body.rivals[0]!.id}/swot`, {
    ...{ strengths: ['覆盖好', '响应快'], weaknesses: [], chances: ['客户要扩建'], threats: [] },
    derived: [{ pair: 'SO', own: [1], outside: [0], text: '发挥响应优势' }],
  });
  await record('/environment', { external: ['行业数字化政策'], internal: ['队伍刚组建'], points: [] });
  const reviewed = selfReviewQuestions.map((question, index) => [question, `自我检验之${index + 1}`] as const);
  await record('/self-review', Object.fromEntries(reviewed));
  const keys = ['how-notice-is-given', 'notice-same-day', 'understood-need'];
  await record('/questions', { questions: keys.map((key) => ({ key })) });
  const plan = { barrier: 'rank', remedy: 'ask-for-contact', technique: 'company-event' };
  await record('/break-through', { ...plan, introducerId: contactOn('user'), note: '年会上引荐' });

  const auditor = await at('auditor', `/opportunities/${thought}?part=competition`);
  await auditor.getByRole('button', { name: '环境分析' }).click();
  await auditor.getByText('行业数字化政策').waitFor();
  await auditor.getByRole('button', { name: '自我审视' }).click();
  for (const [, said] of reviewed) await auditor.getByText(said, { exact: true }).waitFor();
  await auditor.getByRole('button', { name: 'SWOT 分析' }).click();
  for (const said of ['覆盖好', '客户要扩建', '发挥响应优势', '依据：响应快、客户要扩建']) {
    await auditor.getByText(said, { exact: true }).waitFor();
  }
  await auditor.goto(`/opportunities/${thought}?part=needs`);
  for (const said of ['提出交往要求', '年会上引荐']) await auditor.getByText(said, { exact: true }).waitFor();
  await auditor.getByText('已安排的提问').waitFor();
  expect(await auditor.locator('.said').count()).toBeGreaterThan(keys.length);
  // What was said in parts is told in parts; what was said in one is not called by a name.
  await auditor.goto(`/opportunities/${thought}?part=story`);
  for (const said of ['优势：覆盖好', '机遇：客户要扩建', '年会上引荐']) {
    await auditor.getByText(said, { exact: true }).waitFor();
  }

  const page = await at('manager', `/opportunities/${thought}?part=competition`);
  const form = page.getByRole('form', { name: '保存 SWOT 分析' });
  const strengths = form.getByRole('textbox', { name: '优势', exact: true });
  await page.getByRole('button', { name: 'SWOT 分析' }).click();
  expect(await strengths.inputValue()).toBe('覆盖好\n响应快');
  await strengths.fill('覆盖好\n响应快\n本地有人');
  const accepted = page.waitForResponse((response) => response.url().endsWith('/swot') && response.ok());
  await form.getByRole('button', { name: '保存 SWOT 分析' }).click();
  await accepted;
  await page.reload();
  await page.getByRole('button', { name: 'SWOT 分析' }).click();
  expect(await strengths.inputValue()).toBe('覆盖好\n响应快\n本地有人');
  expect(await form.getByText('响应快').count()).toBeGreaterThan(0);
  await page.getByRole('button', { name: '环境分析' }).click();
  expect(await page.getByLabel('外部环境').inputValue()).toBe('行业数字化政策');
  // Whoever is sent this address finds it open.
  await page.goto(`/opportunities/${thought}?part=competition&about=self-review`);
  const review = page.getByRole('form', { name: '保存审视' });
  for (const [index, [, said]] of reviewed.entries()) {
    expect(await review.getByRole('textbox').nth(index).inputValue()).toBe(said);
  }
  await page.goto(`/opportunities/${thought}?part=story`);
  await page.getByText('优势：本地有人', { exact: true }).waitFor();
  await page.goto(`/opportunities/${thought}?part=needs`);
  await page.getByRole('button', { name: '制定突破计划' }).click();
  const way = page.getByRole('form', { name: '制定突破计划' });
  await way.getByLabel('缺乏集团客户的背景知识').check();
  await way.getByLabel('知识积累').waitFor();
  expect(await way.getByLabel('认识自己').count()).toBe(0);
  for (const language of ['zh-CN', 'en'] as const) {
    const paths = ['competition', 'needs'].map((part) => `/opportunities/${thought}?part=${part}`);
    await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'auditor', paths });
  }
});

it('the self-review is opened where the action that waits for it leads', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, `${title} 审视`, 'group-customer');
  await manager.send(`/v1/opportunities/${id}/actions/pre4/complete`, { answers: { need: 'explicit', pursue: true } });
  const page = await at('manager', `/opportunities/${id}?gate=preparation`);
  await page.getByRole('button', { name: /自我审视/ }).click();
  await page.getByRole('button', { name: '去“竞争”办理' }).click();
  await page.getByRole('form', { name: '保存审视' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: /自我审视/ }).waitFor();
});

it('of what was thought over and erased it is said that it was, to who reads and to who writes it anew', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, `${title} 删除`, 'group-customer');
  const sale = `/v1/opportunities/${id}`;
  const record = async (path: string, body: object): Promise<void> => {
    expect(await manager.send(`${sale}${path}`, body)).toMatchObject({ body: { id } });
  };
  await record('/rivals', { name: '电信' });
  const { body } = await manager.get<{ rivals: { id: string }[] }>(`${sale}/competition`);
  await record(`/rivals/${body.rivals[0]!.id}/swot`, {
    ...{ strengths: ['覆盖好'], weaknesses: [], chances: ['扩建'], threats: [] },
    derived: [{ pair: 'SO', own: [0], outside: [0], text: '发挥优势' }],
  });
  await record('/environment', { external: ['政策'], internal: ['队伍'], points: [] });
  await record('/self-review', Object.fromEntries(selfReviewQuestions.map((each) => [each, '检验'])));

  for (const subject of ['auditor', 'manager']) {
    const page = await at(subject, '/');
    let erased = false;
    // No command erases the key of a whole customer, but it can be lost: then the server tells what it tells without the words.
    await page.route(`**${sale}/competition`, async (route) => {
      const response = await route.fetch();
      const view = (await response.json()) as { history: { said?: object }[] };
      for (const each of view.history) if (erased) delete each.said;
      await route.fulfill({ response, json: view });
    });
    for (const isErased of [false, true]) {
      erased = isErased;
      await page.goto(`/opportunities/${id}?part=competition`);
      for (const part of ['SWOT 分析', '环境分析', '自我审视']) {
        await page.getByRole('button', { name: part }).click();
        const opened = page.getByRole('region', { name: part });
        await opened.waitFor();
        expect(await opened.getByText('这里记录过的文字已删除。', { exact: true }).count()).toBe(isErased ? 1 : 0);
      }
    }
  }
});

it('a call that reached nobody owes another', async () => {
  const page = await at('manager', `/opportunities/${saleId}?part=contacting`);
  const calls = await fillInUnansweredCall(page);
  await calls.getByLabel('下次致电时间').fill(`${inDays(30)}T10:00`);
  await calls.getByRole('button', { name: '保存电话记录' }).click();
  await calls.getByText(/再给.*打电话/).waitFor();
});

it('a visit is planned, and reported once the level of whom one met is reached', async () => {
  const manager = await here.product.as('manager');
  const visited = await openPageSale(manager, `${title} 拜访`);
  const page = await at('manager', `/opportunities/${visited}?part=contacting`);
  const visits = page.getByRole('region', { name: '拜访' });
  await visits.getByRole('button', { name: '制定拜访计划' }).click();
  const plan = visits.getByRole('form', { name: '制定拜访计划' });
  await plan.getByLabel('例行拜访').check();
  await plan.getByLabel('计划时间').fill(`${inDays(-3)}T10:00`);
  const people = plan.getByRole('group', { name: '拟会见人员' });
  await people.getByRole('checkbox').first().check();
  await plan.getByLabel('仪表清单').fill('list-a');
  await plan.getByLabel('先付出什么').fill('同行单位的费用分析');
  await plan.getByRole('button', { name: '制定拜访计划' }).click();
  await visits.getByRole('button', { name: '写拜访报告' }).click();
  const report = visits.getByRole('form', { name: '写拜访报告' });
  await report.getByLabel('拜访日期').fill(inDays(-3));
  await report.getByRole('group', { name: '实际会见人员' }).getByRole('checkbox').first().check();
  await report.getByLabel('是', { exact: true }).check();
  await report.getByLabel('会面记录').fill('主任讲了通知难的问题');
  await report.getByRole('button', { name: '写拜访报告' }).click();
  await report.getByRole('alert').waitFor();
  await manager.send(`/v1/opportunities/${visited}/actions/collect-profile/complete`, { answers: { need: 'latent' } });
  await manager.send(`/v1/opportunities/${visited}/gates/preparation/pass`);
  await report.getByRole('button', { name: '写拜访报告' }).click();
  await visits.getByText('对方认可').waitFor();
});

it('a document is attached and saved; another kind is refused before it is sent', async () => {
  const page = await at('manager', `/opportunities/${saleId}?part=offer`, 'en');
  const documents = page.getByRole('region', { name: 'Documents' });
  const input = documents.locator('input[type=file]');
  await input.setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('plan') });
  await documents.getByText('“plan.txt” is not a file type that can be attached').waitFor();
  const buffer = Buffer.from(`%PDF-1.7\n${title}\n%%EOF`);
  await input.setInputFiles({ name: '总体方案.pdf', mimeType: 'application/pdf', buffer });
  await documents.getByRole('button', { name: '总体方案.pdf' }).waitFor();
  const download = page.waitForEvent('download');
  await documents.getByRole('button', { name: '总体方案.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('总体方案.pdf');
});

it('an approver asks, who submitted answers, and it is returned with the reason', async () => {
  const manager = await here.product.as('manager');
  const asked = await openPageSale(manager, `${title} 审批`);
  await climbToTheDecisionMaker(manager, asked);
  const offerHash = await offerOn(manager, asked, 500);
  await manager.send(`/v1/opportunities/${asked}/offer/submit`, { offerHash });
  const supervisor = await at('supervisor', `/opportunities/${asked}?part=offer`);
  const ways = async (name: string): Promise<void> => {
    await supervisor.getByRole('button', { name: '其他处理' }).click();
    await supervisor.getByRole('menuitem', { name }).click();
  };
  await ways('要求补充说明');
  const question = supervisor.getByRole('dialog', { name: '要求补充说明' });
  await question.getByLabel('问题').fill('为什么给百分之五？');
  await question.getByRole('button', { name: '确定' }).click();
  await question.waitFor({ state: 'detached' });

  await supervisor.getByText('等待周经理答复。').waitFor();

  const author = await at('manager', `/opportunities/${asked}?part=offer`);
  await author.getByRole('textbox', { name: '答复' }).fill('竞争对手报了同样的折扣');
  await author.getByRole('button', { name: '提交答复' }).click();
  await author.getByRole('textbox', { name: '答复' }).waitFor({ state: 'detached' });

  await ways('退回修改');
  const back = supervisor.getByRole('dialog', { name: '退回修改' });
  await back.getByLabel('备注').fill('改成两年期');
  await back.getByRole('button', { name: '确定' }).click();
  await supervisor.getByText('已退回').waitFor();
});

it('a colleague scores a rehearsal, and the self-test says at once what each answer was worth', async () => {
  const observed = exampleId('staff', 'manager');
  const observer = await at('supervisor', `/training?who=${observed}`);
  await observer.getByRole('button', { name: '记录演练' }).click();
  const sheet = observer.getByRole('form', { name: '记录演练' });
  await choose(observer, sheet.getByRole('combobox', { name: '客户扮演者' }), 'Morgan Wu');
  await sheet.getByLabel('演练日期').fill(inDays(-1));
  await sheet.getByLabel('用时（分钟）').fill('15');
  for (const item of await sheet.getByRole('radiogroup').all()) await item.getByRole('radio').first().check();
  await sheet.getByText('98 / 98').waitFor();
  await sheet.getByLabel('评语').fill(title);
  await sheet.getByRole('button', { name: '记录演练' }).click();
  await observer.getByRole('cell', { name: title }).waitFor();

  const page = await at('manager', '/training', 'en');
  await page.getByRole('button', { name: 'Take the test' }).click();
  const test = page.getByRole('form', { name: 'Negotiation self-test' });
  const cases = test.getByRole('radiogroup');
  for (const each of await cases.all()) await each.getByRole('radio').last().check();
  await test.getByRole('button', { name: 'Submit answers' }).click();
  await page.getByText(/\d+%/).first().waitFor();
});

it('a rehearsal is noted; a negotiation that is prepared too early is refused, and nothing written is lost', async () => {
  const page = await at('manager', `/opportunities/${saleId}?part=contacting`, 'en');
  const prepared = page.getByRole('region', { name: 'Preparation' });
  await prepared.getByRole('button', { name: 'Record a rehearsal' }).click();
  const rehearsal = prepared.getByRole('form', { name: 'Record a rehearsal' });
  await rehearsal.getByRole('radio').first().check();
  await rehearsal.getByRole('button', { name: 'Record a rehearsal' }).click();
  await prepared.getByRole('listitem').first().waitFor();
  await prepared.getByRole('button', { name: 'Prepare the negotiation' }).click();
  const negotiation = prepared.getByRole('form', { name: 'Prepare the negotiation' });
  await negotiation.getByRole('button', { name: 'Prepare the negotiation' }).click();
  await negotiation.getByText('is required').first().waitFor();
  for (const field of await negotiation.getByRole('textbox').all()) await field.fill('两年期，价格不变');
  await negotiation.getByRole('button', { name: 'Prepare the negotiation' }).click();
  // Its gate is far: it is said, and what was written stays for then.
  await negotiation.getByRole('alert').waitFor();
  await page.reload();
  await prepared.getByRole('button', { name: 'Prepare the negotiation' }).click();
  await expect(negotiation.getByLabel('Walk-away').inputValue()).resolves.toBe('两年期，价格不变');
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const parts = ['contacting', 'offer'].map((part) => `/opportunities/${saleId}?part=${part}`);
  const paths = [...parts, '/training'];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'manager', paths });
});

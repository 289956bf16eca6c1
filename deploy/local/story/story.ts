// The life of one sale, as three people live it over the HTTP API: from the first visit to the mail that a follow-up brings.
import { randomUUID } from 'node:crypto';
import { connectBus, REMINDERS_TOPIC, type ReminderMessage } from '#messaging';
import type { Id } from '#domain';
import { exampleId } from '../set-up';
import type { Running } from '../state';
import { ApiClient } from './api-client';
import { signIn } from './sign-in';
import { Teller, type Person, type Told } from './teller';

export type World = Pick<Running, 'apiUrl' | 'issuer' | 'kafkaBrokers' | 'mailPage'>;

export type StoryOptions = {
  say(line: string): void;
  beforeStep?(step: number, what: string): Promise<void>;
};

/** What it was about, for who looks at the traces it left. */
export type Lived = Told & { opportunityId?: Id; planId?: Id };

type View = {
  version: number;
  gate: string;
  status: string;
  followUpPlanId?: Id;
  offer?: { hash: string; approvedHash?: string };
  approvals: { id: Id; round: number; contentHash: string; status: string }[];
};
type Accepted = { id: Id; version: number; events: { data: Record<string, unknown> }[] };

const LEVELS = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'];
const CUSTOMER = 'donghai';
const HOUR_MS = 3_600_000;

/** Tells it to the end, or to the first step that goes otherwise than it should. */
export async function tellStory(world: World, options: StoryOptions): Promise<Lived> {
  const run = randomUUID();
  const teller = new Teller({ run, ...options });
  const story = new Story(world, teller, run);
  try {
    await story.tell();
  } catch (error) {
    options.say(String(error));
    const { told } = teller;
    return { ...told, unexpected: Math.max(1, told.unexpected), ...story.traces };
  }
  return { ...teller.told, ...story.traces };
}

class Story {
  readonly traces: { opportunityId?: Id; planId?: Id } = {};
  private manager!: Person;
  private supervisor!: Person;
  private director!: Person;

  constructor(
    private readonly world: World,
    private readonly teller: Teller,
    private readonly run: string,
  ) {}

  async tell(): Promise<void> {
    await this.peopleSignIn();
    await this.saleIsOpened();
    await this.isPrepared();
    await this.climbsToTheDecisionMaker();
    await this.offerIsApproved();
    await this.isDecidedAndSigned();
    await this.isLookedAfter();
  }

  private async peopleSignIn(): Promise<void> {
    this.teller.heading('Three people sign in (code flow with PKCE)');
    const enter = async (name: string, subject: string): Promise<Person> => {
      const { accessToken } = await this.teller.sees(`${name} signs in`, () => signIn(this.world.issuer, subject));
      return { name, client: new ApiClient(this.world.apiUrl, accessToken) };
    };
    this.manager = await enter('account manager', 'manager');
    this.supervisor = await enter('supervisor', 'supervisor');
    this.director = await enter('director', 'director');
  }

  private async saleIsOpened(): Promise<void> {
    this.teller.heading('An opportunity is opened');
    const body = {
      customerId: exampleId('customer', CUSTOMER),
      playbookKey: 'story',
      title: `总部专线 ${this.run.slice(0, 8)}`,
    };
    const { id } = await this.teller.does<Accepted>(this.manager, 'opens an opportunity', '/v1/opportunities', body);
    this.traces.opportunityId = id;
    const key = this.teller.keyOf('once');
    const park = { until: new Date(Date.now() + HOUR_MS).toISOString(), reason: '等待预算' };
    await this.refused('parks it as somebody else saw it', '/park', park, 'CONFLICT', { ifMatch: 7 });
    await this.refused('names no reason', '/park', { until: park.until }, 'INVALID_REQUEST', { key });
    await this.refused('leaps to a later gate', '/gates/expert/pass', {}, 'NOT_AT_GATE');
  }

  private async isPrepared(): Promise<void> {
    this.teller.heading('Preparation: the profile is collected, the decision chain identified');
    await this.refused('tries the gate', '/gates/preparation/pass', {}, 'ACTIONS_OPEN');
    await this.does('collects the profile', '/actions/collect-profile/complete', {
      answers: { need: 'latent', summary: '分支互联' },
    });
    await this.refused('tries the gate without the people', '/gates/preparation/pass', {}, 'ACTIONS_OPEN');
    for (const level of LEVELS) {
      await this.does(`places the ${level}`, '/contacts', { contactId: contactOn(level), level });
    }
    await this.does('passes the gate', '/gates/preparation/pass');
  }

  private async climbsToTheDecisionMaker(): Promise<void> {
    this.teller.heading('The levels, each complete before the next');
    await this.refused('tries the user’s gate', '/gates/user/pass', {}, 'ACTIONS_OPEN');
    await this.complete('visit-user', 'user', { accepted: true });
    await this.complete('guide-need');
    const objection = await this.objectionIsRaised();
    await this.refused('tries the gate with an objection open', '/gates/user/pass', {}, 'OBJECTION_OPEN');
    await this.objectionIsSolved(objection);
    await this.does('passes the user’s gate', '/gates/user/pass');
    for (const [gate, action, level] of [
      ['purchaser', 'map-procedure', undefined],
      ['expert', 'record-criteria', undefined],
      ['influencer', 'agree-value', 'influencer'],
    ] as const) {
      await this.refused(`tries the ${gate}’s gate`, `/gates/${gate}/pass`, {}, 'ACTIONS_OPEN');
      await this.complete(action, level, level === undefined ? {} : { accepted: true });
      await this.does(`passes the ${gate}’s gate`, `/gates/${gate}/pass`);
    }
  }

  private async objectionIsRaised(): Promise<string> {
    const body = { level: 'user', contactId: contactOn('user'), words: '现在不需要' };
    const { events } = await this.does<Accepted>('hears an objection', '/objections', body);
    return String(events[0]!.data['objectionId']);
  }

  private async objectionIsSolved(id: string): Promise<void> {
    const at = `/objections/${id}`;
    await this.refused(
      'takes a measure before the type is known',
      `${at}/measure`,
      { measure: 'probe-subtly' },
      'OBJECTION_STEP_ORDER',
    );
    await this.does('determines its type', `${at}/type`, { objectionType: 'no-need' });
    await this.does('finds the truth behind it', `${at}/truth`, { truth: '预算在别的部门' });
    await this.does('chooses a measure', `${at}/measure`, { measure: 'probe-subtly' });
    await this.does('has it confirmed as solved', `${at}/solved`, {});
  }

  private async offerIsApproved(): Promise<void> {
    this.teller.heading('Inside the decision-maker’s gate: an offer, approved in two rounds');
    const line = {
      productCode: 'ip-line',
      quantity: 2,
      unitPriceFen: 100_000,
      discountBp: 800,
      charge: 'monthly',
      termMonths: 24,
    };
    await this.does('makes an offer', '/offer', { lines: [line] });
    const { offer } = await this.view('reads the offer as it was totalled');
    await this.refused(
      'presents it before it is approved',
      '/actions/present-solution/complete',
      presented,
      'ACTIONS_OPEN',
    );
    await this.does('submits it', '/offer/submit', { offerHash: offer!.hash });
    const { approvals } = await this.view('reads who is asked');
    const { id, contentHash } = approvals.at(-1)!;
    const vote = (round: number): object => ({ round, contentHash, decision: 'approve' });
    const path = `/approvals/${id}/vote`;
    await this.refused('votes on the own submission', path, vote(0), 'OWN_SUBMISSION');
    await this.refused('votes in a round that has not begun', path, vote(1), 'ROUND_CHANGED', {}, this.director);
    await this.inboxHolds(this.supervisor, id);
    await this.does('approves (first round)', path, vote(0), this.supervisor);
    await this.refused('tries the gate between the rounds', '/gates/decision-maker/pass', {}, 'ACTIONS_OPEN');
    await this.inboxHolds(this.director, id);
    await this.does('approves (second round)', path, vote(1), this.director);
    await this.teller.sees('the offer is approved as it was seen', async () => {
      const { body } = await this.manager.client.get<View>(this.at(''));
      return body.offer?.approvedHash === offer!.hash ? true : undefined;
    });
  }

  private async inboxHolds(who: Person, approvalId: Id): Promise<void> {
    await this.teller.sees(`${who.name}: finds it in the inbox`, async () => {
      const { body } = await who.client.get<{ items: { approvalId: Id }[] }>('/v1/inbox?limit=200');
      return body.items.find((row) => row.approvalId === approvalId);
    });
  }

  private async isDecidedAndSigned(): Promise<void> {
    this.teller.heading('A no, a way back, a yes, and the agreement');
    await this.complete('present-solution', 'decision-maker', { accepted: true });
    await this.complete('decide-in-principle', undefined, { agreed: false });
    await this.refused('tries the gate after a no', '/gates/decision-maker/pass', {}, 'DECISION_NO');
    await this.does('goes back to the influencer', '/go-back', { to: 'influencer', reason: '补充价值测算' });
    await this.complete('agree-value', 'influencer', { accepted: true }, 'again');
    await this.does('passes the influencer’s gate again', '/gates/influencer/pass');
    await this.complete('present-solution', 'decision-maker', { accepted: true }, 'again');
    await this.complete('decide-in-principle', undefined, { agreed: true }, 'again');
    await this.does('passes the decision-maker’s gate', '/gates/decision-maker/pass');
    await this.refused('tries the last gate unsigned', '/gates/agreement/pass', {}, 'ACTIONS_OPEN');
    const today = dateIn(0);
    await this.does('records the agreement', '/agreement', {
      signatoryIds: [contactOn('decision-maker')],
      signedById: exampleId('staff', 'manager'),
      signedOn: today,
      startsOn: today,
      endsOn: dateIn(2),
    });
    await this.does('passes the last gate: won', '/gates/agreement/pass');
  }

  private async isLookedAfter(): Promise<void> {
    this.teller.heading('After the signature: follow-ups come due by themselves');
    const plan = await this.teller.sees('the follow-up plan has started', async () => {
      const query = `/v1/follow-up-plans?opportunityId=${this.traces.opportunityId}`;
      const { body } = await this.manager.client.get<{ items: { id: Id }[] }>(query);
      return body.items[0];
    });
    this.traces.planId = plan.id;
    const path = `/v1/follow-up-plans/${plan.id}`;
    const welcome = { item: 'welcome', occurrence: 0 };
    await this.teller.sees('the welcome visit is due', async () => {
      const { body } = await this.manager.client.get<{ open?: { item: string }[] }>(path);
      return body.open?.find(({ item }) => item === welcome.item);
    });
    await this.reminderIsOnKafka(plan.id);
    await this.reminderCameAsMail();
    await this.teller.does(this.manager, 'reports the visit as done', `${path}/complete`, {
      ...welcome,
      outcome: 'done',
      note: '反馈良好',
    });
    await this.teller.isRefused(
      this.manager,
      'reports it twice',
      `${path}/complete`,
      { ...welcome, outcome: 'done' },
      'FOLLOW_UP_NOT_DUE',
    );
    await this.teller.sees('the agreement is a fact of the customer', async () => {
      const { body } = await this.manager.client.get<{ agreements?: { opportunityId: Id }[] }>(
        `/v1/customers/${exampleId('customer', CUSTOMER)}`,
      );
      return JSON.stringify(body.agreements ?? []).includes(this.traces.opportunityId!) ? true : undefined;
    });
  }

  private async reminderIsOnKafka(planId: Id): Promise<void> {
    const { kafkaBrokers } = this.world;
    if (kafkaBrokers === undefined) return this.teller.heading('  (there is no Kafka here: the reminder waits)');
    await this.teller.sees('its reminder is on Kafka', async () => {
      const bus = connectBus({
        brokers: kafkaBrokers.split(','),
        clientId: 'tongguan-story',
        log: { warn: () => undefined },
      });
      try {
        return await new Promise<true | undefined>((resolve, reject) => {
          const handle = (message: { value: string }): Promise<'done'> => {
            const { kind, stream } = JSON.parse(message.value) as ReminderMessage;
            if (kind === 'follow-up-due' && stream.id === planId) resolve(true);
            return Promise.resolve('done');
          };
          bus
            .follow({ groupId: `story-${randomUUID()}`, topics: [REMINDERS_TOPIC], handle, onFatal: reject })
            .catch(reject);
          setTimeout(() => resolve(undefined), 15_000).unref();
        });
      } finally {
        await bus.close();
      }
    });
  }

  private async reminderCameAsMail(): Promise<void> {
    const { mailPage } = this.world;
    if (mailPage === undefined) return;
    await this.teller.sees('its mail arrived, in the account manager’s language', async () => {
      const found = await fetch(
        `${mailPage}/api/v1/search?query=${encodeURIComponent(`subject:"${this.run.slice(0, 8)}"`)}`,
      );
      const { messages } = (await found.json()) as { messages: { Subject: string; To: { Address: string }[] }[] };
      return messages.find(
        ({ Subject, To }) => Subject.startsWith('售后维系到期') && To[0]?.Address === 'manager@example.test',
      );
    });
  }

  private at(path: string): string {
    return `/v1/opportunities/${this.traces.opportunityId}${path}`;
  }

  private does<Body = Accepted>(what: string, path: string, body: object = {}, who = this.manager): Promise<Body> {
    return this.teller.does<Body>(who, what, this.at(path), body);
  }

  private refused(
    what: string,
    path: string,
    body: object,
    code: string,
    more: { ifMatch?: number; key?: string } = {},
    who = this.manager,
  ): Promise<void> {
    return this.teller.isRefused(who, what, this.at(path), body, code, more);
  }

  private complete(action: string, level?: string, answers: object = {}, again = ''): Promise<Accepted> {
    const contactId = level === undefined ? {} : { contactId: contactOn(level) };
    return this.does(`completes ${action} ${again}`.trimEnd(), `/actions/${action}/complete`, {
      answers,
      ...contactId,
    });
  }

  private view(what: string): Promise<View> {
    return this.teller.sees(`${this.manager.name}: ${what}`, async () => {
      const { status, body } = await this.manager.client.get<View>(this.at(''));
      return status === 200 ? body : undefined;
    });
  }
}

const presented = { answers: { accepted: true }, contactId: contactOn('decision-maker') };

function contactOn(level: string): Id {
  return exampleId('contact', `${CUSTOMER}:${level}`);
}

/** Today, or the same day so many years later, where the company is. */
function dateIn(years: number): string {
  const [year, rest] = [Number(today().slice(0, 4)), today().slice(4)];
  // The 29th of February has no anniversary.
  return `${year + years}${years > 0 && rest === '-02-29' ? '-02-28' : rest}`;
}

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

// What the rows of the trade check speak through: real calls to the running product, each written down with its answer.
import { randomUUID } from 'node:crypto';
import type { Id } from '#domain';
import { ApiClient } from '../story/api-client';
import { signIn } from '../story/sign-in';
import type { World } from '../story/story';

export type Call = { line: string; refused: boolean };

/** One row of the source document, and how the product shows that it has it. */
export type TradeRow = {
  /** `S12`: the row of the source document. */
  row: string;
  what: string;
  /** Throws where the product answers otherwise than it should. */
  check(trader: Trader): Promise<void>;
};

/** An opportunity of the check's own, with a customer and a contact for every level of its own. */
export type TradeSale = { id: Id; customerId: Id; contacts: { [level: string]: Id } };

type Answered = { id: Id; version: number; events: { type: string; data: Record<string, unknown> }[] };
type Problem = { code?: string; missing?: { what: string; key: string; problem?: string }[] };
type View = { gate: string; approvals: { id: Id; round: number; contentHash: string; status: string }[] };

export const tradeLevels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'] as const;

/** Read models and processes are there within seconds; what takes longer is not there. */
const PATIENCE_MS = 30_000;
const AGAIN_AFTER_MS = 100;

export class Trader {
  /** Of the row that is being checked. */
  calls: Call[] = [];
  private readonly clients = new Map<string, Promise<ApiClient>>();

  constructor(readonly world: Pick<World, 'apiUrl' | 'issuer'>) {}

  /** @param subject an example person: `manager`, `supervisor`, `director`, `pricing`, `administrator`, `auditor` … */
  client(subject: string): Promise<ApiClient> {
    const known = this.clients.get(subject);
    if (known !== undefined) return known;
    const client = signIn(this.world.issuer, subject).then(
      ({ accessToken }) => new ApiClient(this.world.apiUrl, accessToken),
    );
    this.clients.set(subject, client);
    return client;
  }

  /** A command that is accepted. */
  async does<Body extends object = Answered>(subject: string, path: string, body: unknown = {}): Promise<Body> {
    const answer = await (await this.client(subject)).send<Body & Problem & Partial<Answered>>(path, body);
    this.note(`POST ${shortened(path)} → ${answer.status} ${eventsOf(answer.body)}`, false);
    if (answer.status === 200) return answer.body;
    throw new Error(`${subject}: POST ${path} was answered ${answer.status} ${reason(answer.body)}`);
  }

  /** A command that is refused with this code; answers the keys of what is missing. */
  async refused(subject: string, path: string, body: unknown, code: string): Promise<string[]> {
    const { status, body: problem } = await (await this.client(subject)).send<Problem>(path, body);
    this.note(`POST ${shortened(path)} → ${status} ${reason(problem)}`, true);
    if (problem.code !== code || status < 400 || status > 499) {
      throw new Error(`${subject}: POST ${path} was to be refused with ${code}: ${status} ${reason(problem)}`);
    }
    return (problem.missing ?? []).map(({ key }) => key);
  }

  async reads<Body = Record<string, unknown>>(subject: string, path: string): Promise<Body> {
    const answer = await (await this.client(subject)).get<Body & Problem>(path);
    this.note(`GET ${shortened(path)} → ${answer.status}`, false);
    if (answer.status === 200) return answer.body;
    throw new Error(`${subject}: GET ${path} was answered ${answer.status} ${reason(answer.body)}`);
  }

  /** Looks until it is there: what read models and processes bring comes a moment later. */
  async sees<T>(what: string, look: (trader: Trader) => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    const before = this.calls;
    for (;;) {
      this.calls = [...before];
      const found = await look(this);
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`${what}: did not come within ${PATIENCE_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  /** Fails the row with words of its own. */
  expects(holds: boolean, what: string): void {
    if (!holds) throw new Error(what);
  }

  /** Nobody's calls but the set-up of a row: they do not count as shown. */
  async unseen<T>(work: () => Promise<T>): Promise<T> {
    const before = this.calls;
    const result = await work();
    this.calls = before;
    return result;
  }

  /** A customer of the account manager's with one contact for every level. */
  customer(): Promise<Omit<TradeSale, 'id'>> {
    return this.unseen(async () => {
      const name = `检验集团 ${randomUUID().slice(0, 8)}`;
      const { id: customerId } = await this.does('manager', '/v1/customers', { name });
      const contacts: { [level: string]: Id } = {};
      for (const level of tradeLevels) {
        const { id } = await this.does('manager', `/v1/customers/${customerId}/contacts`, { name: `联系人 ${level}` });
        contacts[level] = id;
      }
      return { customerId, contacts };
    });
  }

  /** An opportunity at its first gate, with everybody on the chain. */
  sale(playbookKey = 'group-customer'): Promise<TradeSale> {
    return this.unseen(async () => {
      const { customerId, contacts } = await this.customer();
      const { id } = await this.does('manager', '/v1/opportunities', { customerId, playbookKey, title: '检验商机' });
      for (const level of tradeLevels) {
        await this.does('manager', `/v1/opportunities/${id}/contacts`, { contactId: contacts[level], level });
      }
      return { id, customerId, contacts };
    });
  }

  /** Brings it to a gate by approved overrides: for rows whose matter is what happens there. */
  forceTo({ id }: TradeSale, gate: string): Promise<void> {
    return this.unseen(async () => {
      for (;;) {
        const { gate: standsAt } = await this.view(id);
        if (standsAt === gate) return;
        const reason = '检验';
        await this.does('manager', `/v1/opportunities/${id}/gates/${standsAt}/override`, { reason });
        await this.approveOpen(id);
        await this.does('manager', `/v1/opportunities/${id}/gates/${standsAt}/pass`);
      }
    });
  }

  /** Everybody who is asked approves, round by round. */
  async approveOpen(id: Id): Promise<void> {
    for (const subject of ['supervisor', 'director', 'pricing', 'director']) {
      const { approvals } = await this.view(id);
      const open = approvals.find(({ status }) => status === 'open');
      if (open === undefined) return;
      const { round, contentHash } = open;
      const vote = { round, contentHash, decision: 'approve' };
      await (await this.client(subject)).send(`/v1/opportunities/${id}/approvals/${open.id}/vote`, vote);
    }
  }

  private async view(id: Id): Promise<View> {
    return (await (await this.client('manager')).get<View>(`/v1/opportunities/${id}`)).body;
  }

  private note(line: string, refused: boolean): void {
    this.calls.push({ line: line.trimEnd(), refused });
  }
}

function shortened(path: string): string {
  return path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `${id.slice(0, 4)}…`);
}

function eventsOf(body: Partial<Answered>): string {
  return (body.events ?? []).map(({ type }) => type).join(', ');
}

function reason({ code = '', missing = [] }: Problem): string {
  const things = missing.map(({ what, key, problem }) => [what, key, problem].filter(Boolean).join(' '));
  return things.length === 0 ? code : `${code} (${things.join(', ')})`;
}

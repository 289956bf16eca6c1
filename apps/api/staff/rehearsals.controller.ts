// Rehearsals and negotiation self-tests over HTTP (S17, S23): recorded, taken, and what they come to over time.
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  adviceFor,
  deciders,
  MAX_REHEARSAL_MINUTES,
  playbookStreamId,
  questionsOf,
  rehearsalItems,
  rehearsalTrend,
  staffDecider,
  type Id,
  type Instant,
  type Label,
  type NegotiationQuestion,
  type PlaybookState,
  type RehearsalItem,
  type RehearsalRecorded,
  type RehearsalSheet,
  type RehearsalTrend,
  type SelfTestTaken,
  type StaffState,
  type TrainingEvent,
} from '#domain';
import { EventStore, foldStream, toldEvents, type Told } from '#event-store';
import { isInScope } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { id, instant, listOf, number, object, oneOf, optional, text, whole } from '../http/described';
import { AnyObject, Code, DateText, ListOf, Text, Uuid, Whole } from '../http/fields';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';

/** A playbook has at most as many cases. */
const MAX_ANSWERS = 60;

const someSheet = Object.fromEntries(rehearsalItems.map((item) => [item, 5]));

class RehearsalBody {
  @Code({ example: 'group-customer' }) playbookKey!: string;
  @Code({ example: 'first-visit', description: 'One of the playbook’s rehearsals.' }) case!: string;
  @DateText() heldOn!: string;
  @Uuid({ description: 'A colleague; neither the one observed nor the observer.' }) customerPlayedById!: string;
  @Whole(1, MAX_REHEARSAL_MINUTES, { example: 15 }) minutes!: number;
  @AnyObject({ example: someSheet, description: 'All fourteen items, each 7, 5 or 3.' }) scores!: RehearsalSheet;
  @Text({ example: '开场自然，提问偏少' }) comment!: string;
  @Text({ optional: true, example: '下次练控制型问题' }) remark?: string;
}
class AnswerBody {
  @Code({ example: 'minor-actor' }) case!: string;
  @Code({ example: 'reasons-and-share' }) option!: string;
}
class SelfTestBody {
  @Code({ example: 'group-customer' }) playbookKey!: string;
  @ListOf(() => AnswerBody, MAX_ANSWERS, { description: 'One for every case.' }) answers!: AnswerBody[];
}

type Held = RehearsalRecorded['data'] & { at: Instant; comment?: string; remark?: string };
type RehearsalsView = { items: Held[]; trend: RehearsalTrend };
type Advice = { case: string; option: string; score: number; advice: Label };
type Taken = Omit<SelfTestTaken['data'], 'answers'> & { at: Instant; answers: Advice[] };
type SelfTestsView = { items: Taken[]; change?: number };
type CasesView = { key: string; version: number; items: NegotiationQuestion[] };

const staffExample = 'd49d688d-6859-5e0b-8581-38b59ed37886';
const items = <T extends 'score' | 'average'>(kind: T) =>
  object<{ [I in RehearsalItem]: number }>(
    Object.fromEntries(rehearsalItems.map((item) => [item, kind === 'score' ? whole(5) : number(5.7)])) as never,
  );
const label = object<Label>({ 'zh-CN': text('敢于挑战还是屈服'), en: text('Challenge or submit') });

const rehearsalsView = object<RehearsalsView>({
  items: listOf(
    object<Held>({
      rehearsalId: id(),
      playbookKey: text('group-customer'),
      playbookVersion: whole(1),
      case: text('first-visit'),
      heldOn: text('2026-03-01'),
      observerId: id(staffExample),
      customerPlayedById: id(staffExample),
      minutes: whole(15),
      scores: items('score'),
      total: whole(70),
      at: instant(),
      comment: optional(text('开场自然，提问偏少')),
      remark: optional(text('下次练控制型问题')),
    }),
  ),
  trend: object<RehearsalTrend>({
    count: whole(2),
    averages: optional(items('average')),
    averageTotal: optional(number(81.5)),
    change: optional(whole(26)),
    weakest: listOf(oneOf(rehearsalItems)),
  }),
});
const selfTestsView = object<SelfTestsView>({
  items: listOf(
    object<Taken>({
      testId: id(),
      playbookKey: text('group-customer'),
      playbookVersion: whole(1),
      score: whole(52),
      maxScore: whole(70),
      percent: whole(74),
      at: instant(),
      answers: listOf(
        object<Advice>({ case: text('minor-actor'), option: text('take-it'), score: whole(2), advice: label }),
      ),
    }),
  ),
  change: optional(whole(12)),
});
const casesView = object<CasesView>({
  key: text('group-customer'),
  version: whole(1),
  items: listOf(
    object<NegotiationQuestion>({
      key: text('minor-actor'),
      title: label,
      situation: label,
      options: listOf(object<NegotiationQuestion['options'][number]>({ key: text('take-it'), text: label })),
    }),
  ),
});

@ApiTags('training')
@ApiBearerAuth()
@Controller('v1')
export class RehearsalsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  /** Sent by the observer; the sheet stands with the one who was observed (S17). */
  @Post('staff/:id/rehearsals')
  @Command()
  record(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RehearsalBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(staffDecider, id, { type: 'RecordRehearsal', ...body }, caller, sent);
  }

  /** Every rehearsal, oldest first, averages per item, and whether the total rises. For oneself and those above. */
  @Get('staff/:id/rehearsals')
  @Reads(rehearsalsView, { one: true })
  async rehearsals(@Caller() caller: SignedIn, @PathId() id: Id): Promise<RehearsalsView> {
    const held = await this.trained<RehearsalRecorded>(caller, id, 'RehearsalRecorded');
    const sheets = held
      .map(({ at, data, said }): Held => ({ ...data, at, ...said }))
      .sort((a, b) => (a.heldOn < b.heldOn ? -1 : a.heldOn > b.heldOn ? 1 : 0));
    return { items: sheets, trend: rehearsalTrend(sheets) };
  }

  /** The cases as they are before one takes the test: no scores, no advice (S23). */
  @Get('playbooks/:key/negotiation-cases')
  @Reads(casesView, { one: true })
  async cases(@Param('key') key: string): Promise<CasesView> {
    const playbook = await this.playbook(key);
    const published = playbook?.versions.get(playbook.latestVersion);
    if (playbook === undefined || published?.definition.negotiationCases === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no playbook of this key with a self-test.'));
    }
    return { key, version: playbook.latestVersion, items: questionsOf(published.definition) };
  }

  /** One’s own test. The answer’s event has the scores; the advice stands in the list. */
  @Post('me/self-tests')
  @Command()
  take(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Body() { playbookKey, answers }: SelfTestBody,
  ): Promise<CommandAnswer> {
    const chosen = answers.map(({ case: asked, option }) => ({ case: asked, option }));
    return this.sender.send(
      staffDecider,
      caller.staffId,
      { type: 'TakeSelfTest', playbookKey, answers: chosen },
      caller,
      sent,
    );
  }

  /** Every test, oldest first, with the advice to each answer. For oneself and those above. */
  @Get('staff/:id/self-tests')
  @Reads(selfTestsView, { one: true })
  async selfTests(@Caller() caller: SignedIn, @PathId() id: Id): Promise<SelfTestsView> {
    const taken = await this.trained<SelfTestTaken>(caller, id, 'SelfTestTaken');
    const tests = await Promise.all(
      taken.map(async ({ at, data }): Promise<Taken> => {
        const playbook = await this.playbook(data.playbookKey);
        const definition = playbook?.versions.get(data.playbookVersion)?.definition;
        return { ...data, at, answers: definition === undefined ? [] : adviceFor(data, definition) };
      }),
    );
    const [first, last] = [tests[0], tests.at(-1)];
    return { items: tests, ...(first === undefined ? {} : { change: last!.percent - first.percent }) };
  }

  private async playbook(key: string): Promise<PlaybookState | undefined> {
    const ref = { type: 'playbook', id: playbookStreamId(key) } as const;
    return (await foldStream<PlaybookState, never>(this.store, deciders.playbook, ref)).state;
  }

  /** Events of one type of somebody whom the caller may see. */
  private async trained<Event extends TrainingEvent>(
    caller: SignedIn,
    staffId: Id,
    type: Event['type'],
  ): Promise<Told<Event>[]> {
    if (!(await isInScope(this.store, scopeOf(caller), staffId))) throw notVisible();
    const ref = { type: 'staff', id: staffId } as const;
    const { state } = await foldStream<StaffState, never>(this.store, deciders.staff, ref);
    if (state === undefined) throw notVisible();
    return toldEvents<Event>(this.store, ref, [type]);
  }
}

function notVisible(): ProblemError {
  return new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such member of staff, or not for you to see.'));
}

// Random people send random commands to a sale; whatever is accepted, the laws hold. Judged by a naive reader of the history,
// not by the evaluator that decided.
import fc from 'fast-check';
import type { Id, Recorded } from '../event';
import { isRefusal } from '../decider';
import type { PlaybookDefinition } from '../playbook/playbook';
import { someInstant, staffCaller } from '../testing/given';
import {
  climbedTo,
  contactOn,
  director,
  levels,
  manager,
  opportunity,
  plainLine,
  president,
  pricer,
  staffMember,
  storyDefinition,
  storyFacts,
  supervisor,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import { everydayCommand } from '../testing/everyday-commands';
import { catalogueFacts } from '../testing/shipped-opportunity';
import { timedCommandId } from '../timed-command';
import { callOutcomes, visitKinds } from './contacting/contacting';
import { opportunityDecider } from './decide-opportunity';
import type { OpportunityCommand } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import { currentStanding } from './gate-standing';
import { instanceKey, type OpportunityState } from './opportunity-state';
import { whatNext } from './what-next';

type History = readonly Recorded<OpportunityEvent>[];
type Choice = { actor: number; kind: number; pick: number; flag: boolean };

const definition = storyDefinition();
const gates = definition.gates.map((gate) => gate.key);
const actions = definition.gates.flatMap((gate) => gate.actions.map((action) => ({ gate, action })));
const people = [...levels, 'spare'].map(contactOn);
/** The supervisor decides for the director while he is away; by way of the account manager the pricer does for the supervisor. */
const lends = (from: Id, to: Id) => ({ id: `${from}>${to}`, to, from: '2026-01-01', until: '2027-01-01', scope: {} });
const storyKnown = storyFacts(definition, [
  staffMember(director, ['supervisor'], { superiorId: president, delegations: [lends(director, supervisor)] }),
  staffMember(supervisor, ['supervisor'], { superiorId: director, delegations: [lends(supervisor, manager)] }),
  staffMember(manager, ['account-manager'], { superiorId: supervisor, delegations: [lends(manager, pricer)] }),
  staffMember(pricer, ['supervisor', 'account-manager'], { superiorId: supervisor, groups: ['pricing'] }),
]);
const facts = { ...storyKnown, ...catalogueFacts() };
/** What the catalogue asks for the line that everybody offers. */
const LIST_PRICE_FEN = 100_000;
/** Half of what is sent comes from whoever owns the sale. */
const OWNER = 'owner';
const actors: Id[] = [OWNER, OWNER, OWNER, OWNER, supervisor, director, pricer, president];
const staff: Id[] = [manager, supervisor, director, pricer, president];

function actorOf(story: OpportunityStory, { actor }: Choice): Id {
  const who = actors[actor]!;
  return who === OWNER ? story.state!.ownerId : who;
}

const answers: { [action: string]: (flag: boolean) => object } = {
  'collect-profile': (flag) => ({ need: flag ? 'latent' : 'explicit' }),
  'visit-user': (flag) => ({ accepted: flag }),
  'agree-value': (flag) => ({ accepted: flag }),
  'present-solution': (flag) => ({ accepted: flag }),
  'decide-in-principle': (flag) => ({ agreed: flag }),
};

function commandOf(story: OpportunityStory, { kind, pick, flag }: Choice): OpportunityCommand {
  const state = story.state!;
  const of = <T>(list: readonly T[]): T => list[pick % list.length]!;
  const here = actions.filter(({ gate }) => gate.key === state.gate.key);
  const approvals = [...state.approvals.values()];
  const approval = of(approvals.length === 0 ? [undefined] : approvals.slice(-2));
  const seen = {
    approvalId: approval?.id ?? manager,
    round: approval?.round ?? 0,
    contentHash: approval?.contentHash ?? '',
  };
  const objection = [...state.objections.keys()].at(flag ? -1 : 0) ?? manager;
  const completion = of(here.length > 0 && flag ? here : actions).action;
  const contactId = completion.per === 'person' ? of(people) : undefined;
  const levelHere = definition.gates.find(({ key }) => key === state.gate.key)?.level ?? 'user';
  const commands: (() => OpportunityCommand)[] = [
    () => ({ type: 'PassGate', gate: flag ? state.gate.key : of(gates) }),
    () => ({ type: 'PassGate', gate: state.gate.key }),
    () => ({ type: 'PlaceContact', contactId: of(people), level: of(levels) }),
    () => ({ type: 'PlaceContact', contactId: contactOn(of(levels)), level: of(levels) }),
    () => ({
      type: 'TakeContactOff',
      contactId: flag ? contactOn(levelHere) : of(people),
      level: flag ? levelHere : of(levels),
      reason: 'mistake',
    }),
    () => ({
      type: 'MoveContact',
      contactId: flag ? contactOn(levelHere) : of(people),
      from: flag ? levelHere : of(levels),
      to: levels[(pick + 1) % levels.length]!,
      reason: 'promoted',
    }),
    () => ({ type: 'ChangeForecast', amountFen: pick, reason: '调整' }),
    () => ({ type: flag ? 'AddHelpingChannel' : 'EndHelpingChannel', channel: 'partner', reason: '调整' }),
    () => ({
      type: 'RecordCall',
      contactId: flag ? contactOn(levelHere) : of(people),
      script: 'potential-customer',
      outcome: callOutcomes[pick % 4]!,
      nextCallAt: flag ? '2026-03-09T01:00:00.000Z' : undefined,
    }),
    () => ({
      type: 'PlanVisit',
      kind: visitKinds[pick % 3]!,
      plannedAt: '2026-03-09T01:00:00.000Z',
      contactIds: [contactOn(flag ? levelHere : of(levels))],
      appearance: 'list-a',
      topics: [],
      steps: [],
      givenFirst: '资料',
    }),
    () => ({
      type: 'ReportVisit',
      visitId: [...state.contacting.visits.keys()].at(-1) ?? manager,
      visitedOn: '2026-03-02',
      metIds: [...state.contacting.visits.values()].at(-1)?.contactIds ?? [],
      accepted: flag,
      checked: [],
      report: '结果',
    }),
    () => ({ type: 'RecordReview', decidingFactor: 'service', lessons: '经验' }),
    ...Array.from({ length: 6 }, () => (): OpportunityCommand => ({
      type: 'CompleteAction',
      action: completion.key,
      contactId,
      answers: { ...answers[completion.key]?.(flag || pick % 3 > 0) },
    })),
    () => ({
      type: 'CorrectAction',
      action: completion.key,
      contactId,
      answers: { ...answers[completion.key]?.(flag) },
      reason: '更正',
    }),
    () => ({ type: 'GoBack', to: (flag ? waysBack(state.gate.key) : undefined) ?? of(gates), reason: '回退' }),
    () => ({ type: 'RaiseObjection', level: of(levels), words: '异议' }),
    ...Array.from({ length: 8 }, () => () => objectionStep(story, objection, flag ? 0 : pick)),
    () => ({
      type: 'ReviseOffer',
      lines: [
        {
          ...plainLine,
          unitPriceFen: [undefined, 95_000, 80_000, 120_000][pick % 4],
          discountBp: flag ? 0 : 1200,
          quantity: 1 + (pick % 2),
        },
      ],
    }),
    () => ({ type: 'SubmitOffer', offerHash: state.offer?.hash ?? '' }),
    () => ({ type: 'RequestWaiver', action: completion.key, contactId, reason: '豁免' }),
    () => ({ type: 'RequestAbsence', level: flag ? levelHere : of(levels), reasonCode: 'other', reason: '没有' }),
    () => ({ type: 'WithdrawAbsence', level: of(levels) }),
    () => ({ type: 'RequestOverride', gate: state.gate.key, reason: '强制' }),
    ...Array.from({ length: 5 }, () => (): OpportunityCommand => ({
      type: 'CastVote',
      ...seen,
      decision: pick % 3 === 1 ? 'reject' : 'approve',
      actingFor: flag ? [director, undefined, supervisor, undefined][pick % 4] : undefined,
    })),
    () => ({ type: 'ReturnApproval', ...seen, to: flag ? 'submitter' : 0, note: '退回' }),
    // Few may do these and to few people: often tried, or the walk ends without.
    ...Array.from({ length: 5 }, () => (): OpportunityCommand => ({
      type: 'AddApprover',
      ...seen,
      staffId: of(staff),
    })),
    ...Array.from({ length: 4 }, () => (): OpportunityCommand => ({
      type: 'HandOverApproval',
      ...seen,
      to: of(staff),
    })),
    () => ({ type: 'ChangeOwner', to: flag ? pricer : manager, reason: '调岗' }),
    () => ({ type: 'RecallApproval', approvalId: seen.approvalId }),
    () => ({
      type: 'RecordAgreement',
      signatoryIds: [contactOn('decision-maker')],
      signedById: manager,
      signedOn: '2026-03-01',
      startsOn: '2026-03-01',
      endsOn: '2027-03-01',
    }),
    () =>
      pick % 9 === 0 ? { type: 'LoseOpportunity', reason: 'price' } : { type: 'ReopenOpportunity', reason: '重开' },
    () =>
      pick % 5 === 0
        ? { type: 'ParkOpportunity', until: '2026-05-01T00:00:00.000Z', reason: '暂停' }
        : { type: 'WakeOpportunity' },
  ];
  if (kind < 250) return usefulCommand(story, flag);
  return kind < 400 ? everydayCommand(state, pick, flag) : commands[kind % commands.length]!();
}

/** What stood completed, waived and on the chain just before an event, read straight from the history. */
function readNaively(before: History, playbook: PlaybookDefinition) {
  const done = new Map<string, { [fact: string]: unknown }>();
  const chain = new Map<string, Set<Id>>();
  const solved = new Map<Id, { level: string; solved: boolean }>();
  const absent = new Set<string>();
  let approvedHash: string | undefined;
  let offerHash: string | undefined;
  for (const event of before) {
    if (event.type === 'ActionCompleted' || event.type === 'ActionCorrected') {
      done.set(instanceKey(event.data.action, event.data.contactId), event.data.facts);
    }
    if (event.type === 'WentBack') for (const key of event.data.reopened) done.delete(key);
    if (event.type === 'ContactPlaced')
      chain.set(event.data.level, (chain.get(event.data.level) ?? new Set()).add(event.data.contactId));
    if (event.type === 'ContactTakenOff') chain.get(event.data.level)?.delete(event.data.contactId);
    if (event.type === 'ObjectionRaised')
      solved.set(event.data.objectionId, { level: event.data.level, solved: false });
    if (event.type === 'ObjectionSolved') solved.get(event.data.objectionId)!.solved = true;
    if (event.type === 'OfferRevised') offerHash = event.data.offerHash;
    if (event.type === 'AbsenceWithdrawn') absent.delete(event.data.level);
    if (event.type === 'ApprovalGranted') {
      const { subject, contentHash } = event.data;
      if (subject.kind === 'waiver') done.set(instanceKey(subject.action, subject.contactId), {});
      if (subject.kind === 'absent-level') absent.add(subject.level);
      if (subject.kind === 'offer') approvedHash = contentHash;
    }
  }
  const need = Object.assign({}, ...done.values()) as { need?: string; agreedInPrinciple?: boolean };
  return {
    done,
    chain,
    solved,
    absent,
    approved: offerHash !== undefined && offerHash === approvedHash,
    need,
    playbook,
  };
}

/** What S7 asks at this gate and was not there when it was passed. */
function owedAt(gateKey: string, before: History): string[] {
  const { done, chain, solved, absent, approved, need } = readNaively(before, definition);
  const gate = definition.gates.find((each) => each.key === gateKey)!;
  if (gate.level !== undefined && absent.has(gate.level)) return [];
  const persons = gate.level === undefined ? [] : [...(chain.get(gate.level) ?? [])];
  const owed = gate.actions.flatMap((action) => {
    if (action.key === 'guide-need' && need.need !== 'latent')
      return need.need === undefined ? ['need is unknown'] : [];
    if (action.derivedFrom === 'offer-approved') return approved ? [] : [action.key];
    if (action.derivedFrom === 'agreement-recorded')
      return before.some(({ type }) => type === 'AgreementRecorded') ? [] : [action.key];
    if (action.derivedFrom === 'chain-identified') {
      return levels.filter((level) => (chain.get(level)?.size ?? 0) === 0 && !absent.has(level));
    }
    const instances = action.per === 'gate' ? [action.key] : persons.map((id) => instanceKey(action.key, id));
    return instances.filter((key) => !done.has(key));
  });
  if (gate.level !== undefined && persons.length === 0) owed.push('nobody on the level');
  for (const { level, solved: isSolved } of solved.values())
    if (level === gate.level && !isSolved) owed.push('objection');
  if (gate.passWhen !== undefined && need.agreedInPrinciple !== true) owed.push('agreed in principle');
  return owed;
}

function checkLaws(history: History): void {
  const submitted = new Map<Id, Id>();
  const votes = new Map<Id, { voterId: Id; eyesId: Id }[]>();
  const votersOf = (approvalId: Id): Id[] => votes.get(approvalId)!.flatMap(({ voterId, eyesId }) => [voterId, eyesId]);
  const added = new Set<string>();
  let owner = manager;
  /** Gates behind that nobody climbed, each because its level was not there. */
  const unclimbed = new Set<string>();
  let at = 'preparation';
  history.forEach((event, index) => {
    const before = history.slice(0, index);
    switch (event.type) {
      case 'GatePassed': {
        expect(event.data.gate).toBe(at);
        if (event.data.overrideId === undefined) expect(owedAt(event.data.gate, before)).toEqual([]);
        const skipped = gates.slice(
          gates.indexOf(at) + 1,
          event.data.next === undefined ? undefined : gates.indexOf(event.data.next),
        );
        const { absent } = readNaively(before, definition);
        expect(skipped.every((gate) => absent.has(gate))).toBe(true);
        if (event.data.overrideId === undefined && absent.has(at)) skipped.unshift(at);
        expect(event.data.leftOut).toEqual(skipped);
        for (const gate of skipped) unclimbed.add(gate);
        at = event.data.next ?? at;
        break;
      }
      case 'OfferRevised': {
        // Whatever the unit price says, the policy hears of every fen below the list price.
        const { lines, totals } = event.data;
        const list = lines.reduce((sum, line) => sum + line.quantity * line.termMonths! * LIST_PRICE_FEN, 0);
        const below = Math.max(0, Math.floor(((list - totals.amountFen) * 10_000) / list));
        expect(totals.discountBp).toBeGreaterThanOrEqual(below);
        break;
      }
      case 'WentBack':
        at = event.data.to;
        for (const gate of gates.slice(gates.indexOf(at))) unclimbed.delete(gate);
        break;
      case 'AbsenceWithdrawn':
        if (unclimbed.has(event.data.level)) {
          expect(history[index + 1]).toMatchObject({ type: 'WentBack', data: { to: event.data.level } });
        }
        break;
      case 'ApprovalRequested': {
        submitted.set(event.data.approvalId, event.data.submittedById);
        votes.set(
          event.data.approvalId,
          event.data.carried.map(({ voterId, eyesId }) => ({ voterId, eyesId })),
        );
        expect(votersOf(event.data.approvalId)).not.toContain(event.data.submittedById);
        break;
      }
      case 'OwnerChanged':
        owner = event.data.to;
        break;
      case 'ApproverAdded': {
        // A place that waits for a second vote of the same eyes would wait for ever.
        const { approvalId, round, staffId } = event.data;
        expect(votersOf(approvalId)).not.toContain(staffId);
        expect(added.has(`${approvalId} ${round} ${staffId}`)).toBe(false);
        added.add(`${approvalId} ${round} ${staffId}`);
        break;
      }
      case 'ApprovalHandedOver':
        expect(votersOf(event.data.approvalId)).not.toContain(event.data.fromId);
        expect(votersOf(event.data.approvalId)).not.toContain(event.data.toId);
        break;
      case 'ApprovalReturned':
        // Votes from the round it goes back to count no longer; the first round's are all.
        votes.set(event.data.approvalId, []);
        break;
      case 'VoteCast': {
        const { approvalId, voterId, eyesId, delegationIds = [] } = event.data;
        const earlier = votes.get(approvalId)!;
        const humans = new Set([voterId, eyesId]);
        const links = delegationIds.flatMap((id) => id.split('>'));
        for (const submitter of [submitted.get(approvalId)!, owner]) {
          expect([...humans, ...links]).not.toContain(submitter);
        }
        expect(earlier.filter((vote) => humans.has(vote.voterId) || humans.has(vote.eyesId))).toEqual([]);
        earlier.push({ voterId, eyesId });
        break;
      }
      case 'ApprovalGranted':
        expect(votersOf(event.data.approvalId)).not.toContain(submitted.get(event.data.approvalId));
        expect(votersOf(event.data.approvalId)).not.toContain(owner);
        if (event.data.subject.kind === 'offer') {
          const offer = before.findLast(({ type }) => type === 'OfferRevised')!.data as { offerHash: string };
          expect(event.data.contentHash).toBe(offer.offerHash);
        }
        break;
      default:
        break;
    }
  });
}

function waysBack(gate: string): string | undefined {
  return definition.gates.find(({ key }) => key === gate)?.backTo?.[0]?.gate;
}

/** The step that is due for an objection, or any step. */
function objectionStep(story: OpportunityStory, objectionId: Id, skip: number): OpportunityCommand {
  const steps: OpportunityCommand[] = [
    { type: 'DetermineObjectionType', objectionId, objectionType: 'no-hurry' },
    { type: 'FindObjectionTruth', objectionId, truth: '真相' },
    { type: 'ChooseObjectionMeasure', objectionId, measure: 'show-urgency' },
    { type: 'ConfirmObjectionSolved', objectionId },
  ];
  const order = ['raised', 'type-determined', 'truth-found', 'measure-chosen'];
  const due = order.indexOf(story.state!.objections.get(objectionId)?.step ?? 'raised');
  return steps[(Math.max(due, 0) + skip) % steps.length]!;
}

/** Something useful: what the gate still asks for, or passing it. It only steers the walk; it judges nothing. */
function usefulCommand(story: OpportunityStory, flag: boolean): OpportunityCommand {
  if (story.state!.status === 'parked') return { type: 'WakeOpportunity' };
  if (story.state!.status !== 'open') return { type: 'ReopenOpportunity', reason: '重开' };
  const { missing, passable, gate } = currentStanding(story.state!, definition);
  const [first] = missing.filter(({ what, key }) => what === 'action' && answers[key] !== undefined);
  if (passable || first === undefined) return { type: 'PassGate', gate };
  return {
    type: 'CompleteAction',
    action: first.key,
    contactId: first.contactId,
    answers: { ...answers[first.key]!(flag) },
  };
}

const start = fc.constantFrom(...gates);
const choice = fc.record({ actor: fc.nat(7), kind: fc.nat(999), pick: fc.nat(40), flag: fc.boolean() });

it('gates, eyes and approvals, whoever does whatever in whatever order', () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(start, fc.array(choice, { minLength: 60, maxLength: 120, size: 'max' }), (gate, choices) => {
      const story = climbedTo(gate, withChain(opportunity(facts)));
      for (const each of choices) {
        const command = commandOf(story, each);
        const outcome = story.by(staffCaller(actorOf(story, each))).judge(command);
        if (!isRefusal(outcome)) story.happened(outcome);
      }
      checkLaws(story.history);
      for (const { type } of story.history) reached.set(type, (reached.get(type) ?? 0) + 1);
      const folded = story.history.reduce<OpportunityState | undefined>(
        (state, event) => opportunityDecider.evolve(state, event),
        undefined,
      );
      expect(folded).toEqual(story.state);
    }),
    { numRuns: 500 },
  );
  // The walk must get somewhere, or the laws were never in danger.
  for (const type of [
    'GatePassed',
    'WentBack',
    'VoteCast',
    'ApprovalGranted',
    'ApprovalRejected',
    'ObjectionSolved',
    'OwnerChanged',
    'ApproverAdded',
    'ApprovalHandedOver',
    'CallRecorded',
    'VisitReported',
    'NeedGuided',
    'ProductsRecommended',
    'StrategyChosen',
  ]) {
    expect([...reached.keys()]).toContain(type);
  }
});

it('what is waited for is accepted when it is due, and is outdated once it happened', () => {
  fc.assert(
    fc.property(start, fc.array(choice, { maxLength: 60, size: 'max' }), (gate, choices) => {
      const story = climbedTo(gate, withChain(opportunity(facts)));
      for (const each of choices) {
        const outcome = story.by(staffCaller(actorOf(story, each))).judge(commandOf(story, each));
        if (!isRefusal(outcome)) story.happened(outcome);
      }
      story.by({ kind: 'process', name: 'opportunity-workflow' });
      const ids = new Set<Id>();
      // Every wait is answered once; a reminder may begin a wait for an escalation, and then there is silence.
      for (let fired = 0; ; fired++) {
        const [wait] = whatNext(story.state!, definition).waits;
        if (wait === undefined) break;
        expect(fired).toBeLessThan(200);
        expect(wait.dueAt > someInstant).toBe(true);
        const id = timedCommandId(story.streamId, wait);
        expect(ids.has(id)).toBe(false);
        ids.add(id);
        story.at(wait.dueAt).when(wait.command);
        expect(isRefusal(story.judge(wait.command))).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

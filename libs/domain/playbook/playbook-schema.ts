// The structure of a playbook document as JSON Schema; what its parts mean to each other is checked elsewhere.
import { complexitySchema } from './complexity';
import { breakThroughSchema } from './break-through';
import { afterSalesSchema } from './after-sales';
import { channelsSchema } from './channels';
import { callScriptsSchema } from './call-scripts';
import { contributionSchema } from './contribution';
import { leadsSchema } from './leads';
import { objectionMeasuresSchema } from './objection-measures';
import { negotiationCasesSchema } from './negotiation-cases';
import { giftsSchema } from './gifts';
import { officialChannelSchema } from './official-channel';
import { rehearsalsSchema } from './rehearsals';
import { visitsSchema } from './visits';
import { environmentPointsSchema } from './environment-points';
import { outcomesSchema } from './outcomes';
import { approvalKinds, customerClasses, derivedFacts, followUpFroms, offerInputs, staffRoles } from './playbook';
import { questionBankSchema } from './question-bank';
import { closed, key, label, list } from './schema-parts';
import { strategyRulesSchema } from './strategy-rules';

const factKey = { type: 'string', pattern: '^[a-z][A-Za-z0-9]{0,63}$' };
const factValue = { type: ['string', 'number', 'boolean'], maxLength: 64 };
const duration = { type: 'string', pattern: '^\\d{1,4}(wd|wh|w|d|mo|y|h|m|s)$' };
const offset = { type: 'string', pattern: '^-?\\d{1,4}(wd|w|d|mo|y|h|m|s)$' };
const source = { type: 'array', items: { type: 'string', pattern: '^S\\d{1,2}[a-c]?$' }, maxItems: 8 };

const condition = { $ref: '#/$defs/condition' };
const comparisons = [
  closed({ fact: factKey, is: factValue }, ['fact', 'is']),
  closed({ fact: factKey, in: list(factValue, 1, 20) }, ['fact', 'in']),
];
const bounds = [
  closed({ fact: factKey, atLeast: { type: 'integer' } }, ['fact', 'atLeast']),
  closed({ fact: factKey, atMost: { type: 'integer' } }, ['fact', 'atMost']),
];
const combinedFrom = (leaves: object[], part: object): object => ({
  oneOf: [
    ...leaves,
    closed({ all: list(part, 1, 10) }, ['all']),
    closed({ any: list(part, 1, 10) }, ['any']),
    closed({ not: part }, ['not']),
  ],
});

const action = closed(
  {
    key,
    title: label,
    per: { enum: ['gate', 'person'] },
    level: key,
    when: condition,
    stage: { oneOf: [key, list(key, 1, 4)] },
    source,
    form: { type: 'object' },
    sets: { type: 'object', additionalProperties: factKey },
    due: duration,
    escalateAfter: duration,
    alsoBy: list({ enum: staffRoles }, 1, 4),
    waivable: { type: 'boolean' },
    after: list(key, 1, 10),
    rehearsal: key,
    derivedFrom: { oneOf: [{ enum: derivedFacts }, list({ enum: derivedFacts }, 1, 4)] },
  },
  ['key', 'title', 'per'],
);

const gate = closed(
  {
    key,
    title: label,
    level: key,
    winPercent: { type: 'integer', minimum: 0, maximum: 100 },
    due: duration,
    actions: list(action, 1, 40),
    passWhen: condition,
    backTo: list(closed({ gate: key, title: label, reopens: list(key, 0, 40) }, ['gate', 'title', 'reopens']), 1, 10),
  },
  ['key', 'title', 'actions'],
);

const round = closed(
  {
    groups: list(
      closed({ group: key, quorum: { type: 'integer', minimum: 1, maximum: 20 } }, ['group', 'quorum']),
      1,
      10,
    ),
    due: duration,
    escalateAfter: duration,
  },
  ['groups'],
);
const rounds = list(round, 1, 10);

const bound = {
  oneOf: [
    closed(
      {
        input: { enum: offerInputs.filter((input) => input !== 'customerClass') },
        atLeast: { type: 'integer' },
        atMost: { type: 'integer' },
      },
      ['input'],
    ),
    closed({ input: { const: 'customerClass' }, in: list({ enum: customerClasses }, 1, 3) }, ['input', 'in']),
  ],
};

const approvals = closed(
  {
    groups: list(
      closed(
        {
          key,
          title: label,
          members: {
            oneOf: [
              closed({ reportingLine: { type: 'integer', minimum: 1, maximum: 10 } }, ['reportingLine']),
              closed({ staffGroup: key }, ['staffGroup']),
            ],
          },
        },
        ['key', 'title', 'members'],
      ),
      1,
      30,
    ),
    offer: list(
      closed({ key, title: label, when: list(bound, 0, 8), rounds }, ['key', 'title', 'when', 'rounds']),
      1,
      40,
    ),
    ...Object.fromEntries(approvalKinds.filter((kind) => kind !== 'offer').map((kind) => [kind, rounds])),
  },
  ['groups', ...approvalKinds],
);

const timing = closed({ at: offset, every: duration, how: { enum: ['visit', 'call', 'message', 'report'] } }, [
  'at',
  'how',
]);
const perClass = (of: object): object => closed(Object.fromEntries(customerClasses.map((each) => [each, of])), []);
const followUp = closed(
  {
    key,
    title: label,
    source,
    from: { enum: followUpFroms },
    plan: perClass(timing),
    form: { type: 'object' },
  },
  ['key', 'title', 'from', 'plan'],
);

export const playbookSchema = {
  ...closed(
    {
      key,
      title: label,
      businessTime: { enum: ['working-hours', 'always'] },
      facts: list(
        closed(
          {
            key: factKey,
            title: label,
            values: list(factValue, 2, 12),
            options: { type: 'object', additionalProperties: label },
          },
          ['key', 'title', 'values'],
        ),
        0,
        20,
      ),
      levels: list(
        closed(
          {
            key,
            title: label,
            traits: closed({ concern: label, convincedBy: label, ask: label, posts: label }, [
              'concern',
              'convincedBy',
              'ask',
            ]),
          },
          ['key', 'title'],
        ),
        1,
        20,
      ),
      stages: list(closed({ key, title: label, when: condition }, ['key', 'title']), 0, 40),
      gates: list(gate, 1, 30),
      approvals,
      followUps: closed(
        {
          items: list(followUp, 0, 60),
          events: afterSalesSchema,
          remindAfter: duration,
          escalateAfter: closed(Object.fromEntries(customerClasses.map((each) => [each, duration])), [
            ...customerClasses,
          ]),
        },
        ['items', 'remindAfter', 'escalateAfter'],
      ),
      complexity: complexitySchema({ key, label, condition }),
      questionBank: questionBankSchema,
      breakThrough: breakThroughSchema,
      objectionMeasures: objectionMeasuresSchema,
      environmentPoints: environmentPointsSchema({ key, label }),
      strategyRules: strategyRulesSchema({ key, label, source }),
      contribution: contributionSchema,
      gifts: giftsSchema,
      channels: channelsSchema,
      leads: leadsSchema,
      callScripts: callScriptsSchema,
      rehearsals: rehearsalsSchema,
      visits: visitsSchema,
      officialChannel: officialChannelSchema({ condition }),
      negotiationCases: negotiationCasesSchema,
      outcomes: outcomesSchema(closed({ key, title: label }, ['key', 'title'])),
    },
    ['key', 'title', 'businessTime', 'facts', 'levels', 'stages', 'gates', 'approvals', 'followUps'],
  ),
  $defs: {
    condition: combinedFrom(comparisons, condition),
    boundedCondition: combinedFrom([...comparisons, ...bounds], { $ref: '#/$defs/boundedCondition' }),
  },
};

// The rules that mutants are made of, each with the specs that must notice them.

export type MutatedRule = {
  key: string;
  /** Sources, from the root of the clone. */
  mutate: string[];
  /** From the root as well; pure, so that they need no part. */
  specs: string[];
  /** Survivors that no spec can notice, since nothing that anybody sees would differ. */
  equivalent: string[];
};

export const mutatedRules: readonly MutatedRule[] = [
  {
    key: 'gates',
    mutate: ['libs/domain/opportunity/gate-standing.ts', 'libs/domain/opportunity/derived-facts.ts'],
    specs: [
      'libs/domain/opportunity/says-what-is-missing.spec.ts',
      'libs/domain/opportunity/passes-no-open-gate.spec.ts',
      'libs/domain/opportunity/completes-what-facts-complete.spec.ts',
    ],
    equivalent: [
      'fallbacks behind what is always there: the passing of a gate behind, the first of some blockers, the round of an open approval, the level of an action per person, the offer of an agreement',
      '`>` or `>=` between the versions of two events: no event both places somebody and passes a gate',
      'what is decided has no undecided facts, so that filtering by the status changes nothing',
      'no level without a name is ever declared absent',
      'other stand-ins for a person or a case that was not asked about: nobody is called that',
    ],
  },
  {
    key: 'approvals',
    mutate: [
      'libs/domain/opportunity/approvals.ts',
      'libs/domain/opportunity/approval-members.ts',
      'libs/domain/opportunity/offer-policy.ts',
    ],
    specs: [
      'libs/domain/opportunity/decides-by-pairs-of-eyes.spec.ts',
      'libs/domain/opportunity/says-why-a-vote-does-not-count.spec.ts',
      'libs/domain/opportunity/adds-who-can-still-vote.spec.ts',
      'libs/domain/opportunity/asks-by-the-decision-table.spec.ts',
    ],
    equivalent: [
      'fallbacks behind what is always there: the round that is voted in, and its groups',
      'who is no approver at all, asked a second time: the rights of the sale have refused it already',
      "`typeof to === 'number'` before `Number.isInteger(to)`, which says the same",
      'counting only approvals among the votes of an open approval: a rejection would have closed it',
      'what was not read before is unequal to what is read now without being looked for',
    ],
  },
  {
    key: 'adviser',
    mutate: [
      'libs/domain/opportunity/competition/adviser.ts',
      'libs/domain/opportunity/competition/strategy.ts',
      'libs/domain/playbook/strategy-rules.ts',
    ],
    specs: [
      'libs/domain/opportunity/competition/advises-and-guards.spec.ts',
      'libs/domain/opportunity/competition/says-what-a-strategy-needs.spec.ts',
      'libs/domain/opportunity/competition/never-breaks-a-forbidding-rule.spec.ts',
    ],
    equivalent: [
      'ending early where no combination changes the advice: looking on finds no fact either',
      'the words in which two verdicts are compared: only whether they are the same counts',
      'an exception is only ever granted for what is forbidden, so that asking for both changes nothing',
      'a rule that is no rule, on a playbook without rules, is about no strategy',
    ],
  },
  {
    key: 'contribution',
    mutate: ['libs/domain/customer/care/contribution.ts', 'libs/domain/playbook/contribution.ts'],
    specs: ['libs/domain/customer/care/weighs-four-axes.spec.ts'],
    equivalent: ['a playbook that is not found has no definition either: one of the two questions is enough'],
  },
];

// The rules that mutants are made of, each with the specs that must notice them.

export type MutatedRule = {
  key: string;
  /** Sources, from the root of the clone. */
  mutate: string[];
  /** From the root as well; pure, so that they need no part. */
  specs: string[];
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
  },
  {
    key: 'contribution',
    mutate: ['libs/domain/customer/care/contribution.ts', 'libs/domain/playbook/contribution.ts'],
    specs: ['libs/domain/customer/care/weighs-four-axes.spec.ts'],
  },
];

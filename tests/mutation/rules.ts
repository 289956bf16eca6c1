// The rules that mutants are made of, each with the specs that must notice them.

export type MutatedRule = {
  key: string;
  /** Sources, from the root of the clone. */
  mutate: string[];
  /** Names of specs below `libs/domain`, without `.spec.ts`. */
  specs: string[];
};

export const mutatedRules: readonly MutatedRule[] = [
  {
    key: 'gates',
    mutate: ['libs/domain/opportunity/gate-standing.ts', 'libs/domain/opportunity/derived-facts.ts'],
    specs: ['says-what-is-missing', 'passes-no-open-gate'],
  },
  {
    key: 'approvals',
    mutate: [
      'libs/domain/opportunity/approvals.ts',
      'libs/domain/opportunity/approval-members.ts',
      'libs/domain/opportunity/offer-policy.ts',
    ],
    specs: ['decides-by-pairs-of-eyes', 'adds-up-to-the-fen'],
  },
  {
    key: 'adviser',
    mutate: [
      'libs/domain/opportunity/competition/adviser.ts',
      'libs/domain/opportunity/competition/strategy.ts',
      'libs/domain/playbook/strategy-rules.ts',
    ],
    specs: ['advises-and-guards', 'never-breaks-a-forbidding-rule'],
  },
  {
    key: 'contribution',
    mutate: ['libs/domain/customer/care/contribution.ts', 'libs/domain/playbook/contribution.ts'],
    specs: ['weighs-four-axes'],
  },
];

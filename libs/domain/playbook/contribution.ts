// What a customer contributes (S4): how much each of the four axes weighs, and from which score on a customer is of which class.
import type { PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed } from './schema-parts';

/** Transaction volume, potential value, profit, loyalty; each is judged from 0 to 10. */
export const contributionAxes = ['volume', 'potential', 'profit', 'loyalty'] as const;
export type ContributionAxis = (typeof contributionAxes)[number];

export type ContributionDefinition = {
  /** Per cent; together 100. */
  weights: { [A in ContributionAxis]: number };
  /** The lowest score of the class, of 100; whoever reaches neither is of class C. */
  classes: { A: number; B: number };
  /** Whether the class that follows from a score is only proposed to those above the keeper, or holds at once. */
  takeOver: 'proposed' | 'automatic';
};

const percent = { type: 'integer', minimum: 0, maximum: 100 };

export const contributionSchema = closed(
  {
    weights: closed(Object.fromEntries(contributionAxes.map((axis) => [axis, percent])), [...contributionAxes]),
    classes: closed({ A: percent, B: percent }, ['A', 'B']),
    takeOver: { enum: ['proposed', 'automatic'] },
  },
  ['weights', 'classes', 'takeOver'],
);

export function contributionProblems({ contribution }: PlaybookDefinition): PlaybookProblem[] {
  if (contribution === undefined) return [];
  const { weights, classes } = contribution;
  const sum = contributionAxes.reduce((total, axis) => total + weights[axis], 0);
  const weighed = `contribution.weights: they add up to ${sum}; make them add up to 100`;
  const bounded = `contribution.classes: A begins at ${classes.A}, B at ${classes.B}; A must begin above B, and B above 0`;
  return [
    ...(sum === 100 ? [] : [problem('contribution.weights', 'weights-not-100', weighed)]),
    ...(classes.A > classes.B && classes.B > 0
      ? []
      : [problem('contribution.classes', 'classes-not-falling', bounded)]),
  ];
}

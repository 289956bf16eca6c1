// The workflows that a worker runs.
export { followUpPlan } from './follow-up-plan/workflow';
export { opportunity } from './opportunity/workflow';

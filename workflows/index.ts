// The workflows that a worker runs.
export { customer } from './customer/workflow';
export { filled } from './filled/workflow';
export { followUpPlan } from './follow-up-plan/workflow';
export { opportunity } from './opportunity/workflow';

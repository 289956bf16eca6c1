// Every stream type with its decider: what the store folds and judges by.
import { catalogueDecider } from './catalogue/catalogue-stream';
import { contactDecider } from './contact/contact';
import { customerDecider } from './customer/customer';
import { followUpPlanDecider } from './follow-up-plan/decide-follow-up-plan';
import { opportunityDecider } from './opportunity/decide-opportunity';
import { playbookDecider } from './playbook/playbook-stream';
import { staffDecider } from './staff/decide-staff';

export const deciders = {
  customer: customerDecider,
  contact: contactDecider,
  opportunity: opportunityDecider,
  'follow-up-plan': followUpPlanDecider,
  staff: staffDecider,
  playbook: playbookDecider,
  catalogue: catalogueDecider,
} as const;

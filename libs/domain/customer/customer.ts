// A group customer: the organisation that buys.
import type { Id } from '../event';
import type { CustomerClass } from '../playbook/playbook';

export type CustomerState = {
  id: Id;
  /** Undefined until it was classified. */
  class?: CustomerClass;
  accountManagerId?: Id;
};

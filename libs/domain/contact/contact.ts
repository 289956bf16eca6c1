// A contact: a human being at the group customer.
import type { Id } from '../event';

export type ContactState = {
  id: Id;
  customerId: Id;
  erased: boolean;
};

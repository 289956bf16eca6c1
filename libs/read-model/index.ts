// What queries read: rows made from the log, and the questions to them.
export { audienceOf, changesBetween, readModelsAt, type Change } from './changes';
export * from './board';
export { customersOfFamily } from './family';
export { definitionOf } from './projections';
export * from './queries';
export type { Scope } from './scope';
export {
  duplicateGrounds,
  duplicatesOf,
  MAX_SEARCH_LENGTH,
  search,
  searchKinds,
  type DuplicateRow,
  type FoundRow,
} from './finding';
export {
  giftRegister,
  giftsToDecide,
  openSalesOf,
  type GiftFilter,
  type GiftRow,
  type GiftToDecide,
} from './gifts/gift-register';
export * from './reports/report-filter';
export * from './reports/reports-of-process';
export * from './reports/reports-of-results';
export {
  journal,
  journaled,
  namedStreams,
  streamsOf,
  type JournalFilter,
  type JournalRow,
  type NamedStream,
} from './journal/journal';
export { leads, type LeadFilter, type LeadRow } from './leads';
export { readModelMigrations } from './read-model-tables';
export { rebuildReadModels, runReadModelSink, setAside, type StreamSetAside } from './read-model-sink';

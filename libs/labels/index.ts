// The words of the product in both languages: one catalogue for codes that people see.
export type { Codes, Kind } from './codes';
export { codesOf, kinds, labelOf, labelOfBoth, labelsIn, type Words } from './catalogue';
export { fieldLabel, missingLabel, problemLabel } from './missing-label';
export { filled } from './filled';
export { inOneLanguage } from './in-one-language';
export { DEFAULT_LANGUAGE, languageOf, type Language } from './language';
export { partNames } from './part-names';
export { pageWords, pageWordsIn } from './page-words';
export { readingRoutes, type ReadingRoute } from './reading-routes';
export { storyLine } from './story-line';
export { missingIn, titleOf, type Titled } from './titles';
export { transportCodes, type TransportCode } from './transport-codes';

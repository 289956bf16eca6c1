// Jest for mutants: only the specs of the rule that is changed, which are pure and need no part.
const { globalSetup, globalTeardown, ...base } = require('../../jest.config.cjs');

const specs = (process.env.TONGGUAN_MUTATED_SPECS ?? 'none').split(',');

module.exports = {
  ...base,
  rootDir: '../..',
  testMatch: specs.map((spec) => `<rootDir>/libs/domain/**/${spec}.spec.ts`),
};

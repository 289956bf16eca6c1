// Jest over the TypeScript sources: SWC strips the types, Node itself requires the packages that are ESM only.
module.exports = {
  testMatch: ['<rootDir>/{apps,libs,workflows,deploy,tests}/**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // What a measure of mutants left behind when it was killed.
  modulePathIgnorePatterns: ['<rootDir>/dist/mutation/'],
  moduleNameMapper: { '^#(.*)$': '<rootDir>/libs/$1/index.ts' },
  testEnvironment: 'node',
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  testTimeout: 30_000,
};

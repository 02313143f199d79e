const report = `out/mutation/${process.env['MUTATION_FOLDER'] ?? 'core'}`;

/** Settings of `npm run mutation`; see tools/mutation.ts for what is mutated. */
export default {
  plugins: ['@stryker-mutator/jasmine-runner'],
  testRunner: 'jasmine',
  jasmineConfigFile: 'tools/mutation/jasmine.json',
  buildCommand: 'node tools/mutation/bundle-specs.ts',
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '/*',
    '!/projects',
    '/projects/**/console',
    '!/tools',
    '!/tsconfig.json',
    '!/package.json',
  ],
  checkers: [],
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: {
    allowColor: false,
    logTests: false,
    reportTests: false,
    reportScoreTable: true,
  },
  htmlReporter: { fileName: `${report}.html` },
  jsonReporter: { fileName: `${report}.json` },
  tempDirName: 'out/stryker',
  allowConsoleColors: false,
};

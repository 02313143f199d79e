import { harnessCounts } from './harness-counts.ts';

describe('what the harness of Trace Context says', () => {
  const rows: readonly (readonly [said: string, counts: ReturnType<typeof harnessCounts>])[] = [
    ['Ran 3 tests in 0.1s\n\nOK', { passed: 3, failed: 0, skipped: 0 }],
    ['Ran 3 tests in 0.1s\n\nOK (skipped=1)', { passed: 2, failed: 0, skipped: 1 }],
    ['Ran 1 test in 0.1s\n\nFAILED (errors=1)', { passed: 0, failed: 1, skipped: 0 }],
    [
      'Ran 9 tests in 0.1s\n\nFAILED (failures=2, errors=1, skipped=3)',
      { passed: 3, failed: 3, skipped: 3 },
    ],
    ["ModuleNotFoundError: No module named 'aiohttp'", undefined],
    ['Ran 3 tests in 0.1s', undefined],
  ];
  for (const [said, counts] of rows) {
    it(`is read from ${JSON.stringify(said)}`, () => {
      expect(harnessCounts(said)).toEqual(counts);
    });
  }
});

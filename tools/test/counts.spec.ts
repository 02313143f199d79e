import {
  closingLine,
  jasmineCounts,
  karmaCounts,
  plainCounts,
  playwrightCounts,
  sum,
} from './counts.ts';
import type { CountReader, Counts } from './counts.ts';

const rows: readonly (readonly [title: string, CountReader, output: string, Counts | undefined])[] =
  [
    ['jasmine, all well', jasmineCounts, '12 specs, 0 failures\nFinished in 1 s', counts(12, 0, 0)],
    ['jasmine, one spec', jasmineCounts, '1 spec, 1 failure', counts(0, 1, 0)],
    ['jasmine, pending', jasmineCounts, '12 specs, 1 failure, 2 pending specs', counts(9, 1, 2)],
    ['jasmine, crashed', jasmineCounts, 'SyntaxError: Unexpected token', undefined],
    [
      'karma, all well',
      karmaCounts,
      '...\nChrome (Linux): Executed 12 of 12 SUCCESS (0.2 secs)',
      counts(12, 0, 0),
    ],
    [
      'karma, failed and skipped',
      karmaCounts,
      'Executed 11 of 12 (1 FAILED) (skipped 1) (0.2 secs)',
      counts(10, 1, 1),
    ],
    [
      'karma, browser lost',
      karmaCounts,
      'Executed 3 of 12 DISCONNECTED (30 secs)',
      counts(3, 9, 0),
    ],
    [
      'karma, last line counts',
      karmaCounts,
      'Executed 1 of 2\nExecuted 2 of 2 SUCCESS',
      counts(2, 0, 0),
    ],
    ['karma, did not compile', karmaCounts, '✘ [ERROR] TS2304', undefined],
    [
      'playwright, all well',
      playwrightCounts,
      '  ✓  1 a.spec.ts (5s)\n\n  3 passed (5.1s)',
      counts(3, 0, 0),
    ],
    [
      'playwright, mixed',
      playwrightCounts,
      '  1 failed\n    a.spec.ts\n  1 flaky\n  2 skipped\n  1 did not run\n  3 passed (5.1s)',
      counts(4, 2, 2),
    ],
    ['playwright, nothing', playwrightCounts, 'Error: No tests found', undefined],
    ['plain', plainCounts, 'row 3\n7 passed, 1 failed', counts(7, 1, 0)],
    ['plain, skipped', plainCounts, '7 passed, 0 failed, 2 skipped\n', counts(7, 0, 2)],
    ['plain, not alone on its line', plainCounts, 'so far 7 passed, 0 failed', undefined],
  ];

describe('counting tests', () => {
  for (const [title, read, output, expected] of rows) {
    it(`reads ${title}`, () => {
      expect(read(output)).toEqual(expected);
    });
  }

  it('closes with passed and failed, and names skipped tests only when there are some', () => {
    expect(closingLine(sum([counts(3, 0, 0), counts(1, 1, 0)]))).toBe('4 passed, 1 failed');
    expect(closingLine(sum([counts(3, 0, 2), counts(1, 0, 1)]))).toBe(
      '4 passed, 0 failed, 3 skipped',
    );
  });
});

function counts(passed: number, failed: number, skipped: number): Counts {
  return { passed, failed, skipped };
}

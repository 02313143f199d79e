/** How many tests, or checks, came out how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Reads the counts from what a test runner wrote; `undefined` when it did not get as far as counting. */
export type CountReader = (output: string) => Counts | undefined;

/** Jasmine in Node: `12 specs, 1 failure, 2 pending specs`. */
export const jasmineCounts: CountReader = (output) => {
  const line = last(output, /(\d+) specs?, (\d+) failures?(?:, (\d+) pending specs?)?/g);
  if (line === undefined) return undefined;
  const [specs = 0, failed = 0, skipped = 0] = line;
  return { passed: specs - failed - skipped, failed, skipped };
};

/** Karma: `Chrome Headless 150 (Linux): Executed 11 of 12 (1 FAILED) (skipped 1) (0.2 secs / 0.1 secs)`. */
export const karmaCounts: CountReader = (output) => {
  const line = last(
    output,
    /Executed (\d+) of (\d+)(?: \((\d+) FAILED\))?(?: \(skipped (\d+)\))?/g,
  );
  if (line === undefined) return undefined;
  const [executed = 0, total = 0, failed = 0, skipped = 0] = line;
  const lost = total - executed - skipped; // the browser went away before it ran them
  return { passed: executed - failed, failed: failed + lost, skipped };
};

/** Playwright's list: one line each of `3 passed (5.1s)`, `1 failed`, `1 flaky`, `2 skipped`, `1 did not run`. */
export const playwrightCounts: CountReader = (output) => {
  const count = (what: string): number =>
    last(output, new RegExp(`^ +(\\d+) ${what}\\b`, 'gm'))?.[0] ?? 0;
  const passed = count('passed') + count('flaky');
  const failed = count('failed') + count('interrupted') + count('timed out') + count('did not run');
  const skipped = count('skipped');
  return passed + failed + skipped === 0 ? undefined : { passed, failed, skipped };
};

/** Our own tools: `12 passed, 1 failed` alone on a line. */
export const plainCounts: CountReader = (output) => {
  const line = last(output, /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm);
  if (line === undefined) return undefined;
  const [passed = 0, failed = 0, skipped = 0] = line;
  return { passed, failed, skipped };
};

/** The closing line: `12 passed, 1 failed`, and what was skipped if anything was. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The numbers in the last match; a group that did not take part counts 0. */
function last(output: string, pattern: RegExp): readonly number[] | undefined {
  return [...output.matchAll(pattern)].at(-1)?.slice(1).map(toNumber);
}

function toNumber(text: string | undefined): number {
  return text === undefined ? 0 : Number(text);
}

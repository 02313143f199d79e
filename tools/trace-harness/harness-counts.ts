import type { CountReader } from '../test/counts.ts';

/** Python's unittest: `Ran 52 tests in 1.4s`, then `OK`, `OK (skipped=1)` or `FAILED (failures=2, errors=1, skipped=1)`. */
export const harnessCounts: CountReader = (output) => {
  const ran = /^Ran (\d+) tests? in /m.exec(output)?.[1];
  const verdict = /^(?:OK|FAILED)(?: \((.*)\))?$/m.exec(output);
  if (ran === undefined || verdict === null) return undefined;
  const count = (what: string): number =>
    Number(new RegExp(`\\b${what}=(\\d+)`).exec(verdict[1] ?? '')?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return { passed: Number(ran) - failed - skipped, failed, skipped };
};

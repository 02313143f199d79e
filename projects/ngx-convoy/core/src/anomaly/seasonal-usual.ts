import { type Usual, usualOf } from './robust-baseline';

const HOUR = 3_600_000;
const WEEK = 604_800_000;
/** Weeks of which something must be known. */
const WEEKS = 2;

/**
 * What is usual at this hour of the week, from the same hour and its neighbours in the weeks before; `undefined` while fewer
 * than two weeks are known.
 *
 * @param starts epoch milliseconds at which the hours begin
 * @param values of those hours, NaN where nothing is known
 * @param now epoch milliseconds
 */
export function seasonalUsual(
  starts: Float64Array,
  values: Float64Array,
  now: number,
): Usual | undefined {
  const found: number[] = [];
  const weeks = new Set<number>();
  const hour = Math.floor(now / HOUR) * HOUR;
  for (let at = 0; at < starts.length; at++) {
    const value = values[at] ?? NaN;
    const age = hour - (starts[at] ?? now);
    const week = Math.round(age / WEEK);
    if (Number.isNaN(value) || week < 1 || Math.abs(age - week * WEEK) > HOUR) continue;
    weeks.add(week);
    found.push(value);
  }
  return weeks.size < WEEKS ? undefined : usualOf(Float64Array.from(found));
}

/** The lowest and the highest of neighbouring values; NaN where all of them are unknown. */
export interface Extremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Values thinned to so many columns for drawing, by the extremes of each: a spike of a single row is never lost, as it is where
 * every n-th row is taken.
 *
 * @param columns 1 or more; fewer values than that stay what they are
 */
export function extremesOf(values: Float64Array, columns: number): Extremes {
  const count = Math.min(columns, values.length);
  const low = new Float64Array(count).fill(NaN);
  const high = new Float64Array(count).fill(NaN);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    const column = Math.floor((at * count) / values.length);
    const [least = NaN, most = NaN] = [low[column], high[column]];
    if (!(least <= value)) low[column] = value;
    if (!(most >= value)) high[column] = value;
  }
  return { low, high };
}

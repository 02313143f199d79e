import type { LatencySketch } from '../sketch/latency-sketch';
import type { Spread } from './spread-column';

/** How durations are distributed, as far as that is known. */
export interface Distribution {
  readonly count: number;
  quantile(q: number): number | undefined;
  shareWithin(ms: number): number | undefined;
}

export function distributionOf(sketch: LatencySketch): Distribution {
  const { count } = sketch;
  return {
    count,
    quantile: (q) => sketch.quantile(q),
    shareWithin: (ms) => (count === 0 ? undefined : sketch.countWithin(ms) / count),
  };
}

/** So many durations that are distributed so. */
export interface WeightedSpread {
  readonly count: number;
  readonly spread: Spread;
}

/** Halvings: after so many, what is left of the range is less than the sketch can tell apart. */
const HALVINGS = 12;

/**
 * What rows of which only five durations are known say together: between two of them, durations are taken to lie evenly on a
 * logarithmic scale. Exact at the ends; in between as good as that assumption.
 */
export function estimateOf(rows: readonly WeightedSpread[]): Distribution {
  const known = rows.filter(({ count, spread }) => count > 0 && !Number.isNaN(spread.max));
  const count = known.reduce((sum, row) => sum + row.count, 0);
  const shareWithin = (ms: number): number =>
    known.reduce((sum, row) => sum + row.count * shareOf(row.spread, ms), 0) / count;
  const quantile = (q: number): number => {
    let low = Math.log(Math.min(...known.map(({ spread }) => spread.min)));
    let high = Math.log(Math.max(...known.map(({ spread }) => spread.max)));
    if (q <= 0) return Math.exp(low);
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2;
      if (shareWithin(Math.exp(middle)) < q) low = middle;
      else high = middle;
    }
    return Math.exp(high);
  };
  const empty = (): undefined => undefined;
  return count === 0
    ? { count, quantile: empty, shareWithin: empty }
    : { count, quantile, shareWithin };
}

/** The share of a row's durations that are at most `ms`. */
function shareOf({ min, p50, p95, p99, max }: Spread, ms: number): number {
  if (ms < min) return 0;
  if (ms >= max) return 1;
  if (ms < p50) return between(min, p50, 0, 0.5, ms);
  if (ms < p95) return between(p50, p95, 0.5, 0.95, ms);
  return ms < p99 ? between(p95, p99, 0.95, 0.99, ms) : between(p99, max, 0.99, 1, ms);
}

function between(from: number, to: number, low: number, high: number, ms: number): number {
  return to <= from ? high : low + ((high - low) * Math.log(ms / from)) / Math.log(to / from);
}

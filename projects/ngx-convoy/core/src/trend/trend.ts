import { medianOf } from '../anomaly/robust-baseline';

/** In which direction a number moves, and how sure that is. */
export interface Trend {
  /** Change a minute, in units of the number. */
  readonly perMinute: number;
  /** What it is now by the trend, which a single wild value does not move. */
  readonly level: number;
  /** Between which slopes the true one is with 95 % confidence, a minute. */
  readonly range: readonly [low: number, high: number];
  /** Whether that range leaves no doubt about the direction. */
  readonly isSure: boolean;
}

/** Points from which a trend is taken: more would only cost time. */
const MOST = 90;
/** Points without which there is none. */
const FEWEST = 8;
/** Standard deviations of 95 %. */
const Z = 1.96;

/**
 * The trend of a number by the median of the slopes between all pairs of points, which up to a third of wild values do not
 * move. `undefined` while there are too few.
 *
 * @param times epoch milliseconds, ascending
 * @param values NaN where nothing is known
 * @see Theil 1950; Sen 1968, for the confidence by Kendall's variance
 */
export function trendOf(times: Float64Array, values: Float64Array): Trend | undefined {
  const points = thin(times, values);
  const count = points.length;
  if (count < FEWEST) return undefined;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let next = 0;
  for (let later = 1; later < count; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const [a, b] = [points[earlier], points[later]];
      if (a !== undefined && b !== undefined)
        slopes[next++] = (b.value - a.value) / (b.minute - a.minute);
    }
  }
  const perMinute = medianOf(slopes);
  const doubt = Z * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const low = slopes[Math.max(0, Math.floor((slopes.length - doubt) / 2))] ?? NaN;
  const high = slopes[Math.min(slopes.length - 1, Math.ceil((slopes.length + doubt) / 2))] ?? NaN;
  const last = points[count - 1]?.minute ?? 0;
  const level = medianOf(
    Float64Array.from(points, ({ minute, value }) => value + perMinute * (last - minute)),
  );
  return { perMinute, level, range: [low, high], isSure: low * high > 0 };
}

/** When a number reaches a limit if it goes on like this. */
export interface Forecast {
  /** Minutes from the last point on, >= 0. */
  readonly minutes: number;
  /** The soonest and the latest that the range of the trend allows; `Infinity` when it may be never. */
  readonly between: readonly [soonest: number, latest: number];
}

/** `undefined` when the trend is not sure, or does not lead there. 0 minutes when it is there already. @param bad on which side of the limit */
export function forecast(
  trend: Trend,
  limit: number,
  bad: 'above' | 'below',
): Forecast | undefined {
  const way = bad === 'above' ? limit - trend.level : trend.level - limit;
  if (way <= 0) return { minutes: 0, between: [0, 0] };
  const sign = bad === 'above' ? 1 : -1;
  const speed = trend.perMinute * sign;
  if (!trend.isSure || speed <= 0) return undefined;
  const [a, b] = trend.range.map((slope) => slope * sign) as [number, number];
  return { minutes: way / speed, between: [way / Math.max(a, b), way / Math.min(a, b)] };
}

interface Point {
  readonly minute: number;
  readonly value: number;
}

/** Medians of neighbours, where there are too many. */
function thin(times: Float64Array, values: Float64Array): readonly Point[] {
  const all: Point[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (!Number.isNaN(value)) all.push({ minute: (times[at] ?? NaN) / 60_000, value });
  }
  const each = Math.ceil(all.length / MOST);
  if (each <= 1) return all;
  const thinned: Point[] = [];
  for (let from = 0; from < all.length; from += each) {
    const part = all.slice(from, from + each);
    thinned.push({
      minute: medianOf(Float64Array.from(part, ({ minute }) => minute)),
      value: medianOf(Float64Array.from(part, ({ value }) => value)),
    });
  }
  return thinned;
}

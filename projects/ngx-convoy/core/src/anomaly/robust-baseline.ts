/** What is usual, and how far from it is still usual. */
export interface Usual {
  /** The median. */
  readonly value: number;
  /** What a standard deviation would be if the values were distributed normally; 0 when they are all but the same. */
  readonly spread: number;
}

/** A median absolute deviation, or a mean one, as a standard deviation. */
const PER_MAD = 1.4826;
const PER_MEAN_DEVIATION = 1.2533;

/**
 * The median of some values and how they spread around it, neither of which a few wild ones can move.
 *
 * Where more than half of the values are the same, so that the median of the deviations is 0, their mean speaks.
 *
 * @param values at least one; reordered
 * @see Iglewicz, Hoaglin, "How to Detect and Handle Outliers", 1993: modified z-scores
 */
export function usualOf(values: Float64Array): Usual {
  const value = medianOf(values);
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const deviation = Math.abs((values[at] ?? value) - value);
    values[at] = deviation;
    sum += deviation;
  }
  const deviation = medianOf(values);
  const spread = deviation > 0 ? PER_MAD * deviation : (PER_MEAN_DEVIATION * sum) / values.length;
  return { value, spread };
}

/** Sorts `values`. */
export function medianOf(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  const upper = values[half] ?? NaN;
  return values.length % 2 === 1 ? upper : ((values[half - 1] ?? NaN) + upper) / 2;
}

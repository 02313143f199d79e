import type { Random } from '../random';

/**
 * Milliseconds to wait before the next attempt: a uniform draw from 0 to `min(max, base * 2^(attempt - 1))`.
 *
 * The whole range is drawn from, so that clients that failed together do not return together.
 *
 * @param attempt 1 before the first repetition, then 2, 3, ...
 * @param options `base` and `max` in milliseconds, > 0
 * @see AWS Architecture Blog, "Exponential Backoff And Jitter", "Full Jitter"
 */
export function fullJitter(
  attempt: number,
  { base, max }: { readonly base: number; readonly max: number },
  random: Random,
): number {
  return random() * Math.min(max, base * 2 ** (attempt - 1));
}

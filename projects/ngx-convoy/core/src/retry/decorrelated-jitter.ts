import type { Random } from '../random';

/** What a backoff remembers from one wait of a call to the next. Whoever makes the call holds it. */
export interface BackoffState {
  /** The backoff's own note; 0 before the first wait. */
  previous: number;
}

/**
 * Milliseconds to wait: a uniform draw from `base` to three times the previous wait, at most `max`.
 *
 * Grows by chance and not by count, so that two calls that failed together are soon far apart.
 *
 * @param options `base` and `max` in milliseconds, `max >= base > 0`
 * @see AWS Architecture Blog, "Exponential Backoff And Jitter", "Decorrelated Jitter"; Finagle, Backoff.decorrelatedJittered
 */
export function decorrelatedJitter(
  state: BackoffState,
  { base, max }: { readonly base: number; readonly max: number },
  random: Random,
): number {
  const longest = 3 * Math.max(base, state.previous);
  state.previous = Math.min(max, base + random() * (longest - base));
  return state.previous;
}

/** Smooths the first wait. */
const SMOOTHING = 4;
/** Brings the median waits to about `base`, `base`, 2 `base`, 4 `base` and so on. */
const SCALE = 1.4;

/**
 * Milliseconds to wait, at most `max`: the second form of decorrelated jitter, which spreads clients evenly over time
 * where full jitter leaves peaks. The medians of the waits are about `base`, `base`, 2 `base`, 4 `base` and so on.
 *
 * @param attempt 1 before the first repetition, then 2, 3, ...
 * @param options `base` and `max` in milliseconds, `max >= base > 0`
 * @see Polly, RetryHelper.DecorrelatedJitterBackoffV2, after a formula of George Polevoy (Polly issue 530)
 */
export function decorrelatedJitterV2(
  attempt: number,
  state: BackoffState,
  { base, max }: { readonly base: number; readonly max: number },
  random: Random,
): number {
  const t = attempt - 1 + random();
  const next = 2 ** t * Math.tanh(Math.sqrt(SMOOTHING * t));
  const step = next - state.previous;
  state.previous = next;
  // From attempt 1,025 on both are infinite, and their difference is no number (Polly issue 2163).
  return Number.isFinite(step) ? Math.min(max, (Math.max(0, step) / SCALE) * base) : max;
}

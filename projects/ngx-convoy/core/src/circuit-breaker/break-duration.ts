import type { Random } from '../random';
import type { BreakerSettings } from './breaker-settings';

/**
 * Milliseconds that the breaker stays open: `min(max, first * factor ^ (opening - 1))`, varied by the jitter.
 *
 * @param opening 1 for the first opening since it was closed
 * @param retryAfterMs the server's wish: raises the break, never lowers it
 * @see Envoy, outlier detection, base_ejection_time
 */
export function breakDuration(
  settings: BreakerSettings,
  opening: number,
  retryAfterMs: number | undefined,
  random: Random,
): number {
  const { timeoutDuration, breakDuration: compute, factor, max, jitter, maxRetryAfter } = settings;
  const grown =
    compute === undefined
      ? Math.min(max, timeoutDuration * factor ** (opening - 1)) * (1 + jitter * (2 * random() - 1))
      : compute(opening, random);
  const duration = grown >= 0 && grown < Infinity ? grown : timeoutDuration;
  const wish = Math.min(retryAfterMs ?? 0, maxRetryAfter);
  return wish > duration ? wish : duration;
}

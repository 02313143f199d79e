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
  const { timeoutDuration, factor, max, jitter, maxRetryAfter } = settings;
  const grown =
    settings.breakDuration === undefined
      ? vary(Math.min(max, timeoutDuration * factor ** (opening - 1)), jitter, random)
      : settings.breakDuration(opening, random);
  const duration = Number.isFinite(grown) && grown >= 0 ? grown : timeoutDuration;
  if (retryAfterMs === undefined || !(retryAfterMs > duration)) return duration;
  return Math.max(duration, Math.min(retryAfterMs, maxRetryAfter));
}

/** The same value without jitter, and then without asking chance: whoever wants no chance need not provide it. */
function vary(value: number, jitter: number, random: Random): number {
  return jitter === 0 ? value : value * (1 + jitter * (2 * random() - 1));
}

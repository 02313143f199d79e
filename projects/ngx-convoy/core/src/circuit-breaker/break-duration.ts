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
  const grown =
    settings.growth === undefined
      ? jittered(settings, settings.firstBreak * settings.factor ** (opening - 1), random)
      : settings.growth(opening, random);
  const duration = Number.isFinite(grown) && grown >= 0 ? grown : settings.firstBreak;
  if (retryAfterMs === undefined || !(retryAfterMs > duration)) return duration;
  return Math.max(duration, Math.min(retryAfterMs, settings.maxRetryAfter));
}

function jittered({ maxBreak, jitter }: BreakerSettings, duration: number, random: Random): number {
  const capped = Math.min(maxBreak, duration);
  return jitter === 0 ? capped : capped * (1 + jitter * (2 * random() - 1));
}

import { RetryThrottle, type RetryThrottleOptions } from '../retry/retry-throttle';
import { RETRY_THROTTLE } from './place';
import type { Policy } from './policy';

/**
 * Repeats nothing while too many attempts fail. Beside the budget of `withRetry`, not in its place: what both allow is
 * repeated.
 *
 * @param given its options, or one that others share: all clients of a server should
 */
export function withRetryThrottle(
  given: RetryThrottleOptions | RetryThrottle = {},
): Policy<'retryThrottle', RetryThrottle> {
  return {
    kind: 'retryThrottle',
    place: RETRY_THROTTLE,
    install: (guards) => {
      const throttle = given instanceof RetryThrottle ? given : new RetryThrottle(given);
      const { again } = guards;
      guards.watchers.push((_durationMs, { outcome }) => {
        if (outcome !== 'neutral') throttle.record(outcome === 'success');
      });
      guards.again =
        again &&
        ((call, verdict, now) => {
          if (throttle.admits) return again(call, verdict, now);
          if (verdict.retryable)
            call.listener?.heard({ type: 'no-retry', at: now, reason: 'throttle' });
          return false;
        });
      return throttle;
    },
    describe: ({ maxTokens }) => `retries only above ${maxTokens / 2} of ${maxTokens} tokens`,
  };
}

import { RateLimitError } from '../rate-limit/rate-limit-error';
import { TokenBucket, type TokenBucketOptions } from '../rate-limit/token-bucket';
import { duration } from './in-words';
import { RATE_LIMIT } from './place';
import type { Policy } from './policy';

/**
 * Keeps calls to a rate. A call that comes too early reserves its time and waits for it, unless that is too long; one that
 * is given up meanwhile gives its time to the next.
 *
 * @param given its options, or a bucket that others share
 */
export function withRateLimit(
  given: TokenBucketOptions | TokenBucket,
): Policy<'rateLimit', TokenBucket> {
  return {
    kind: 'rateLimit',
    place: RATE_LIMIT,
    install: (guards, { clock }) => {
      const bucket = given instanceof TokenBucket ? given : new TokenBucket(given);
      guards.gates.push({
        enter: (call, now) => {
          if (bucket.tryAcquire(now)) return true;
          const reservation = bucket.reserve(now, call.deadlineAt - now);
          if (!reservation.permitted) {
            const { retryAt } = reservation;
            const error = new RateLimitError({ service: guards.name, retryAt });
            call.refuse('rate-limit', 'too many calls', error, now);
            return false;
          }
          call.listener?.heard({ type: 'queued', at: now, by: 'rate-limit' });
          const stop = clock.schedule(now + reservation.wait, () => {
            const at = clock.now();
            call.listener?.heard({ type: 'admitted', at, waitedMs: at - now });
            call.proceed(at);
          });
          call.hold(() => {
            stop();
            reservation.cancel(clock.now());
          });
          return false;
        },
      });
      return bucket;
    },
    describe: ({ limit, per }) => `rate limit ${limit} in ${duration(per)}`,
  };
}

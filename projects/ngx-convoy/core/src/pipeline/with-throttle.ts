import { AdaptiveThrottle, type AdaptiveThrottleOptions } from '../throttle/adaptive-throttle';
import { ThrottledError } from '../throttle/throttled-error';
import { THROTTLE } from './place';
import type { Policy } from './policy';
import { isOverload } from './transport';

/**
 * Holds back a share of the calls to a service that refuses some of them: just as many as it would refuse anyway.
 *
 * It learns from calls that were sent: refusals of our own say nothing about the service.
 *
 * @param given its options, or a throttle that others share
 */
export function withThrottle(
  given: AdaptiveThrottleOptions | AdaptiveThrottle = {},
): Policy<'throttle', AdaptiveThrottle> {
  return {
    kind: 'throttle',
    place: THROTTLE,
    install: (guards, { random }) => {
      const throttle = given instanceof AdaptiveThrottle ? given : new AdaptiveThrottle(given);
      guards.gates.push({
        enter: (call, now) => {
          if (throttle.admit(random, now)) return true;
          const error = new ThrottledError({ service: guards.name }, throttle.probability(now));
          call.refuse('throttle', 'the service refuses too many calls', error, now);
          return false;
        },
        leave: ({ attempts }, verdict, _error, now) => {
          if (attempts === 0 || verdict.outcome === 'neutral') return;
          throttle.record(!isOverload(verdict), now);
        },
      });
      return throttle;
    },
    describe: (throttle) => `throttle (k ${throttle.k})`,
  };
}

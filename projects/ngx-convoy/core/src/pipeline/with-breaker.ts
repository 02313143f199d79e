import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import { AttemptTimeoutError } from '../errors';
import { circuitOpen, executeBehindBreaker, report } from './breaker-alone';
import { BREAKER } from './place';
import type { Policy } from './policy';

/**
 * Refuses calls while the service is known to be down. It sees whole calls, after their repetitions, from the moment at
 * which it let them in.
 *
 * @param given its options, or a breaker that others share
 */
export function withBreaker(
  given: CircuitBreakerOptions | CircuitBreaker = {},
): Policy<'breaker', CircuitBreaker> {
  return {
    kind: 'breaker',
    place: BREAKER,
    install: (guards, { clock, random }) => {
      const breaker =
        given instanceof CircuitBreaker ? given : new CircuitBreaker(given, clock, random);
      guards.gates.push({
        enter: (call, now) => {
          const admission = breaker.acquire(now);
          if (!admission.permitted) {
            call.refuse('breaker', admission.reason, circuitOpen(guards.name, admission), now);
            return false;
          }
          call.permit = admission;
          call.permittedAt = now;
          if (admission.trial) {
            // Two trials must not run at once: one whose permit is taken away ends here.
            admission.onReclaim = () => {
              const at = clock.now();
              const error = new AttemptTimeoutError({ service: guards.name }, at - now);
              call.giveUp({ outcome: 'failure', retryable: false }, error, at, 'timeout');
            };
          }
          return true;
        },
        leave: ({ permit, permittedAt }, verdict, error, now) => {
          report(permit, verdict, error, now - permittedAt, now);
        },
      });
      guards.alone = (whole, fn) => executeBehindBreaker(breaker, guards, whole, fn);
      return breaker;
    },
    describe: ({ state }) => `breaker ${state}`,
  };
}

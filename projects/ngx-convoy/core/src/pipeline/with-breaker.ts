import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import { CircuitOpenError } from '../errors';
import type { CallOnItsWay, Gate } from './guards';
import { BREAKER } from './place';
import type { InstalledPolicy, Policy } from './policy';
import type { Verdict } from './transport';
import { exceedDeadline } from './with-deadline';

/**
 * Refuses calls while the service is known to be down. It sees whole calls, after their repetitions.
 *
 * @param breaker its options, or a breaker that others share
 */
export function withBreaker(
  breaker: CircuitBreakerOptions | CircuitBreaker = {},
): Policy<'breaker', CircuitBreaker> {
  return {
    kind: 'breaker',
    place: BREAKER,
    install: (guards, { clock, random }) => {
      const gate = new BreakerGate(
        breaker instanceof CircuitBreaker ? breaker : new CircuitBreaker(breaker, clock, random),
      );
      guards.gates.push(gate);
      return gate;
    },
  };
}

class BreakerGate implements Gate, InstalledPolicy<CircuitBreaker> {
  constructor(readonly handle: CircuitBreaker) {}

  describe(): string {
    return `breaker ${this.handle.state}`;
  }

  enter(call: CallOnItsWay, now: number): boolean {
    const admission = this.handle.acquire(now);
    if (!admission.permitted) {
      const { reason, retryAt } = admission;
      const error = new CircuitOpenError({ service: call.guards.name, retryAt }, reason);
      call.refuse('breaker', reason, error, now);
      return false;
    }
    call.permit = admission;
    call.permittedAt = now;
    if (admission.trial) {
      // Two trials must not run at once: one whose permit is taken away ends here.
      admission.onReclaim = () => {
        exceedDeadline(call);
      };
    }
    return true;
  }

  leave(call: CallOnItsWay, { outcome, retryAfter }: Verdict, error: unknown, now: number): void {
    const { permit, permittedAt } = call;
    if (outcome === 'success') permit?.succeed(now - permittedAt, now);
    else if (outcome === 'failure') permit?.fail(error, now - permittedAt, retryAfter, now);
    else permit?.release();
  }
}

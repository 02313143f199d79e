import { computed, inject, Service, type Signal } from '@angular/core';
import type { CircuitBreaker, CircuitState, WindowTotals } from 'ngx-convoy/core';
import { CLOCK } from '../platform/tokens';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { Traffic } from '../traffic/traffic';

/** A service's circuit breaker, to look at. `undefined` while there is no such service. */
export interface CircuitView {
  readonly state: Signal<CircuitState | undefined>;
  /** Why it is in this state, in words. */
  readonly reason: Signal<string | undefined>;
  /** Epoch milliseconds of the next trial call, while it is open. */
  readonly retryAt: Signal<number | undefined>;
  /** Calls in its window; the window that made it open, while it is open. */
  readonly totals: Signal<WindowTotals | undefined>;
}

/**
 * The circuit breakers of all services: to look at, and to steer by hand.
 *
 * @usageNotes
 * ```ts
 * private readonly breakers = inject(CircuitBreakers);
 * protected readonly payments = this.breakers.of('payments'); // {{ payments.state() }}: {{ payments.reason() }}
 *
 * this.breakers.forceOpen('payments', 'maintenance until 18:00');
 * this.breakers.reset('payments', 'maintenance is over');
 * ```
 */
@Service()
export class CircuitBreakers {
  private readonly upstreams = inject(Upstreams);
  private readonly registry = inject(ServiceRegistry);
  private readonly traffic = inject(Traffic);
  private readonly clock = inject(CLOCK);

  of(service: string): CircuitView {
    const record = this.registry.service(service);
    const traffic = this.traffic.of(service);
    return {
      state: computed(() => record()?.circuit),
      reason: computed(() => record()?.circuitReason),
      retryAt: computed(() => record()?.retryAt),
      totals: computed(() => {
        traffic();
        const totals = this.upstreams.get(service)?.breaker.totals(this.clock.now());
        // A copy: the breaker's own object goes on counting.
        return totals && { total: totals.total, failed: totals.failed, slow: totals.slow };
      }),
    };
  }

  /** Refuses every call until `reset`. */
  forceOpen(service: string, reason: string): void {
    this.steer(service, (breaker) => {
      breaker.moveTo('forced-open', reason);
    });
  }

  /** Lets every call through and counts nothing, until `reset`. */
  disable(service: string, reason: string): void {
    this.steer(service, (breaker) => {
      breaker.moveTo('disabled', reason);
    });
  }

  /** Lets every call through and counts, to see what the breaker would have done, until `reset`. */
  metricsOnly(service: string, reason: string): void {
    this.steer(service, (breaker) => {
      breaker.moveTo('metrics-only', reason);
    });
  }

  /** Closes it with an empty window, whatever its state. */
  reset(service: string, reason: string): void {
    this.steer(service, (breaker) => {
      breaker.moveTo('closed', reason);
    });
  }

  private steer(service: string, how: (breaker: CircuitBreaker) => void): void {
    const upstream = this.upstreams.get(service);
    if (upstream === undefined) throw new Error(`There is no service '${service}'.`);
    how(upstream.breaker);
  }
}

import { computed, inject, Service, type Signal } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import type { EndpointHealth, ServiceStatus } from 'ngx-convoy/core';
import type { Alert } from 'ngx-convoy/core';
import { AlertStore } from './alerts/alert-store';
import type { HealthCheck } from './health/health-check';
import { HealthChecks } from './health/health-checks';
import { MetricHistory } from './metrics/metric-history';
import { metricsOf, type ServiceMetrics } from './metrics/service-metrics';

/** How an instance is. */
export interface InstanceHealth {
  /** Its id. */
  readonly instance: string;
  /** The verdict of several checks. */
  readonly health: EndpointHealth;
  /** The last single check; `undefined` before the first. */
  readonly lastCheck: HealthCheck | undefined;
}

/** How a service is, and how that is known. */
export interface ServiceHealth {
  readonly service: string;
  readonly status: ServiceStatus;
  /** Why it has this status, in words. */
  readonly reason: string;
  readonly instances: readonly InstanceHealth[];
  /** Epoch milliseconds of the last check of any instance; `undefined` before the first. */
  readonly lastCheckAt: number | undefined;
}

/**
 * How services are: their health, the numbers of their last minute, and what is wrong with them.
 *
 * @usageNotes
 * ```ts
 * private readonly monitor = inject(ServiceMonitor);
 * protected readonly health = this.monitor.health('orders'); // {{ health()?.status }}: {{ health()?.reason }}
 * protected readonly metrics = this.monitor.metrics('orders'); // p95 {{ metrics()?.p95 }} ms
 *
 * await this.monitor.checkNow('orders');
 * ```
 */
@Service()
export class ServiceMonitor {
  private readonly registry = inject(ServiceRegistry);
  private readonly history = inject(MetricHistory);
  private readonly checks = inject(HealthChecks);
  private readonly alertStore = inject(AlertStore);

  /**
   * The numbers of the last minute or of any other window, at most one change a frame. `undefined` while there is no such service.
   *
   * @param windowMs milliseconds, > 0
   */
  metrics(service: string, windowMs = 60_000): Signal<ServiceMetrics | undefined> {
    const totals = this.history.of(service, windowMs);
    return computed(() => {
      const sums = totals();
      return sums && metricsOf(sums);
    });
  }

  /** `undefined` while there is no such service. */
  health(service: string): Signal<ServiceHealth | undefined> {
    const record = this.registry.service(service);
    const instances = this.registry.instancesOf(service);
    return computed(() => {
      const known = record();
      if (known === undefined) return undefined;
      const checked = instances().map(({ key, id, health }) => ({
        instance: id,
        health,
        lastCheck: this.checks.lastCheck(key),
      }));
      const times = checked.flatMap(({ lastCheck }) => lastCheck?.at ?? []);
      return {
        service,
        status: known.status,
        reason: known.reason,
        instances: checked,
        lastCheckAt: times.length === 0 ? undefined : Math.max(...times),
      };
    });
  }

  /** What is firing about a service. */
  alerts(service: string): Signal<readonly Alert[]> {
    return this.alertStore.of(service);
  }

  /**
   * Asks instances now how they are, instead of when it is their turn.
   *
   * @param service only this one's; default all
   * @returns when the answers are in; at once while the browser is offline
   */
  checkNow(service?: string): Promise<void> {
    return this.checks.checkNow(service);
  }
}

import { computed, inject, Service, type Signal } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import {
  affectedEndpointsOf,
  type Alert,
  type EndpointHealth,
  matchesEndpoint,
  type ServiceStatus,
} from 'ngx-convoy/core';
import { AlertStore } from './alerts/alert-store';
import { Assessments } from './health/assessments';
import type { HealthCheck } from './health/health-check';
import { HealthChecks } from './health/health-checks';
import type { ServiceCheckOptions } from './health/health-options';
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
  /** Epoch milliseconds of the next one; `undefined` when none is planned. */
  readonly nextCheckAt: number | undefined;
}

/** How a service is, and how that is known. */
export interface ServiceHealth {
  readonly service: string;
  readonly status: ServiceStatus;
  /** Why it has this status, in words. */
  readonly reason: string;
  /** How well it does by its calls and its checks, 0..100; `undefined` when nothing is known. */
  readonly score: number | undefined;
  readonly instances: readonly InstanceHealth[];
  /** The last check of the service as a whole, where it is checked as a whole. */
  readonly lastCheck: HealthCheck | undefined;
  /** Epoch milliseconds of the last check of it or any instance; `undefined` before the first. */
  readonly lastCheckAt: number | undefined;
  /** Epoch milliseconds of the next one; `undefined` when none is planned. */
  readonly nextCheckAt: number | undefined;
  /** URI templates of what does not work well, by the word of the service or of any instance. */
  readonly affectedEndpoints: readonly string[];
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
  private readonly assessments = inject(Assessments);
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
        nextCheckAt: this.checks.nextCheckAt(key),
      }));
      const lastCheck = this.checks.lastCheck(service);
      const all = [lastCheck, ...checked.map((each) => each.lastCheck)].filter(isThere);
      const next = [this.checks.nextCheckAt(service), ...checked.map((each) => each.nextCheckAt)];
      return {
        service,
        status: known.status,
        reason: known.reason,
        score: this.assessments.scoreOf(service),
        instances: checked,
        lastCheck,
        lastCheckAt: furthest(
          Math.max,
          all.map(({ at }) => at),
        ),
        nextCheckAt: furthest(Math.min, next.filter(isThere)),
        affectedEndpoints: [...new Set(all.flatMap(({ answer }) => affectedEndpointsOf(answer)))],
      };
    });
  }

  /**
   * Whether a service says that this endpoint of it does not work well at the moment.
   *
   * @param path path of a request to the service, without its prefix, such as `/orders/7/invoice`
   * @usageNotes
   * ```ts
   * protected readonly invoicesAreIll = inject(ServiceMonitor).isAffected('orders', '/orders/7/invoice');
   * ```
   */
  isAffected(service: string, path: string): Signal<boolean> {
    const health = this.health(service);
    return computed(
      () => health()?.affectedEndpoints.some((each) => matchesEndpoint(each, path)) ?? false,
    );
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

  /**
   * Changes how a service is checked, while checks are running. What is left out stays as it was.
   *
   * @throws ConfigurationError naming the option, what was given and what is allowed
   */
  configure(service: string, options: ServiceCheckOptions): void {
    this.checks.configure(service, options);
  }
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function furthest(
  pick: (...times: number[]) => number,
  times: readonly number[],
): number | undefined {
  return times.length === 0 ? undefined : pick(...times);
}

import { InjectionToken } from '@angular/core';
import { requireNumber } from 'ngx-convoy/core';
import {
  resolveAlerts,
  resolveThresholds,
  type AlertOptions,
  type AlertThresholds,
  type ResolvedAlerts,
} from './alerts/alert-options';

declare const ngDevMode: unknown;

/** How often and how patiently instances are asked for their health. */
export interface HealthCheckOptions {
  /** Milliseconds between two checks of an instance, >= 1,000. Default 15,000. A hidden tab takes four times as long. */
  readonly interval?: number | undefined;
  /** Share by which an interval varies up and down, 0..0.5, so that many browsers do not ask in step. Default 0.1. */
  readonly jitter?: number | undefined;
  /** Milliseconds, > 0, after which no answer is a bad answer. Default half the interval, at most 5,000. */
  readonly timeout?: number | undefined;
  /** Checks in flight at a time, all services together; a whole number, >= 1. Default 3. */
  readonly concurrency?: number | undefined;
  /** Bad answers in a row that take an instance out; a whole number, >= 1. Default 2. */
  readonly fall?: number | undefined;
  /** Good answers in a row that bring it back; a whole number, >= 1. Default 2. A first answer counts at once. */
  readonly rise?: number | undefined;
}

/** What one service has different from the others. */
export interface ServiceMonitoringOptions {
  /** Milliseconds between two checks of an instance, >= 1,000. */
  readonly checkInterval?: number | undefined;
  readonly alertThresholds?: AlertThresholds | undefined;
}

/** What `withMonitoring` takes. */
export interface MonitoringOptions {
  readonly health?: HealthCheckOptions | undefined;
  readonly alertThresholds?: AlertThresholds | undefined;
  readonly alerts?: AlertOptions | undefined;
  /** By service name. A name that no service has yet is kept for the one that comes. */
  readonly services?: Readonly<Record<string, ServiceMonitoringOptions>> | undefined;
}

type Filled<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

/** {@link MonitoringOptions}, checked and with every default filled in. */
export interface ResolvedMonitoring {
  readonly health: Filled<Omit<HealthCheckOptions, 'timeout'>>;
  readonly alerts: ResolvedAlerts;
  /** Services that have thresholds of their own. */
  readonly ownThresholds: readonly string[];
  interval(service: string): number;
  timeout(service: string): number;
  thresholds(service: string): Filled<AlertThresholds>;
}

const LONGEST_TIMEOUT = 5_000;

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveMonitoring(options: MonitoringOptions = {}): ResolvedMonitoring {
  const health = {
    interval: requireInterval('health.interval', options.health?.interval ?? 15_000),
    jitter: requireNumber('health.jitter', options.health?.jitter ?? 0.1, { min: 0, max: 0.5 }),
    concurrency: requireCount('health.concurrency', options.health?.concurrency ?? 3),
    fall: requireCount('health.fall', options.health?.fall ?? 2),
    rise: requireCount('health.rise', options.health?.rise ?? 2),
  };
  const timeout = options.health?.timeout;
  if (timeout !== undefined) requireNumber('health.timeout', timeout, { exclusiveMin: 0 });

  const alerts = resolveAlerts(options.alerts);
  const thresholds = resolveThresholds('alertThresholds', options.alertThresholds ?? {}, {
    responseTime: 2_000,
    errorRate: 0.1,
    availability: 0.95,
  });
  const own = new Map(
    Object.entries(options.services ?? {}).map(([name, service]) => {
      const path = `services['${name}']`;
      const interval = service.checkInterval;
      if (interval !== undefined) requireInterval(`${path}.checkInterval`, interval);
      const limits = resolveThresholds(
        `${path}.alertThresholds`,
        service.alertThresholds ?? {},
        thresholds,
      );
      return [name, { interval, thresholds: limits }] as const;
    }),
  );

  const interval = (service: string): number => own.get(service)?.interval ?? health.interval;
  return {
    health,
    alerts,
    ownThresholds: [...own.keys()],
    interval,
    timeout: (service) => timeout ?? Math.min(interval(service) / 2, LONGEST_TIMEOUT),
    thresholds: (service) => own.get(service)?.thresholds ?? thresholds,
  };
}

/** The options in force. Without `withMonitoring` nothing is checked and no alert is raised. */
export const MONITORING = /* @__PURE__ */ new InjectionToken<ResolvedMonitoring>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'MONITORING' : '',
  { factory: () => resolveMonitoring() },
);

function requireInterval(option: string, value: unknown): number {
  return requireNumber(option, value, { min: 1_000 });
}

function requireCount(option: string, value: unknown): number {
  return requireNumber(option, value, { min: 1, integer: true });
}

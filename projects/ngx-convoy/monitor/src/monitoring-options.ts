import { InjectionToken } from '@angular/core';
import {
  resolveAlerts,
  resolveThresholds,
  type AlertOptions,
  type AlertThresholds,
  type ResolvedAlerts,
} from './alerts/alert-options';
import {
  type HealthCheckOptions,
  resolveChecks,
  type ResolvedHealth,
  resolveHealth,
  type ServiceCheckOptions,
  type ServiceChecks,
} from './health/health-options';

declare const ngDevMode: unknown;

/** What one service has different from the others. */
export interface ServiceMonitoringOptions extends ServiceCheckOptions {
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
  /** Whether anybody has asked for it by `withMonitoring`. */
  readonly isOn: boolean;
  readonly health: ResolvedHealth;
  readonly alerts: ResolvedAlerts;
  /** Services that have thresholds of their own. */
  readonly ownThresholds: readonly string[];
  /** How it is checked by what was said at set-up; checks may change while they run. */
  checks(service: string): ServiceChecks;
  checkOptions(service: string): ServiceCheckOptions;
  thresholds(service: string): Filled<AlertThresholds>;
}

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveMonitoring(options: MonitoringOptions = {}): ResolvedMonitoring {
  const health = resolveHealth(options.health);
  const alerts = resolveAlerts(options.alerts);
  const thresholds = resolveThresholds('alertThresholds', options.alertThresholds ?? {}, {
    responseTime: 2_000,
    errorRate: 0.1,
    availability: 0.95,
  });
  const own = new Map(
    Object.entries(options.services ?? {}).map(([name, service]) => {
      const path = `services['${name}']`;
      const checks = resolveChecks(path, service, health);
      const limits = resolveThresholds(
        `${path}.alertThresholds`,
        service.alertThresholds ?? {},
        thresholds,
      );
      return [name, { options: service, checks, thresholds: limits }] as const;
    }),
  );

  const unsaid = resolveChecks('health', {}, health);
  return {
    isOn: true,
    health,
    alerts,
    ownThresholds: [...own.keys()],
    checks: (service) => own.get(service)?.checks ?? unsaid,
    checkOptions: (service) => own.get(service)?.options ?? {},
    thresholds: (service) => own.get(service)?.thresholds ?? thresholds,
  };
}

/** The options in force. Without `withMonitoring` nothing is checked and no alert is raised. */
export const MONITORING = /* @__PURE__ */ new InjectionToken<ResolvedMonitoring>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'MONITORING' : '',
  { factory: () => ({ ...resolveMonitoring(), isOn: false }) },
);

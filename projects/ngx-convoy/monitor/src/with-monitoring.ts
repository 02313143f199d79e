import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { AlertWatch } from './alerts/alert-watch';
import { HealthChecks } from './health/health-checks';
import { MONITORING, resolveMonitoring, type MonitoringOptions } from './monitoring-options';

/**
 * Adds active health checks and alerts.
 *
 * Instances of services with a `health` path are asked how they are; one that says nothing good is left out of the
 * choice. Alerts stand in `AlertStore`, everything about one service in `ServiceMonitor`.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [{ name: 'orders', match: '/api/orders', instances: [...], health: '/health' }] },
 *   withMonitoring({
 *     health: { interval: 10_000 },
 *     alertThresholds: { responseTime: 1_000, errorRate: 0.05, availability: 0.95 },
 *     services: { orders: { checkInterval: 5_000, alertThresholds: { responseTime: 300 } } },
 *   }),
 * );
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withMonitoring(options: MonitoringOptions = {}): ConvoyExtension<'monitoring'> {
  return convoyExtension('monitoring', [
    { provide: MONITORING, useValue: resolveMonitoring(options) },
    provideEnvironmentInitializer(() => {
      inject(HealthChecks);
      inject(AlertWatch);
    }),
  ]);
}

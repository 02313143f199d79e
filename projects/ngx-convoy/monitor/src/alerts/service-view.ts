import type { CircuitState, MetricTotals, ServiceState } from 'ngx-convoy/core';
import type { ServiceMetrics } from '../metrics/service-metrics';

/** Everything that rules look at, about one service at one moment. */
export interface ServiceView {
  /** Its name. */
  readonly service: string;
  /** What people call it. */
  readonly label: string;
  readonly state: ServiceState;
  readonly circuit: CircuitState;
  readonly circuitReason: string;
  /** The last minute. */
  readonly metrics: ServiceMetrics;
  /** What is wrong with its registry; `undefined` when nothing is. */
  readonly registryProblem: string | undefined;
  /** Any other stretch of time up to now. @param windowMs milliseconds, > 0 */
  totals(windowMs: number): MetricTotals;
}

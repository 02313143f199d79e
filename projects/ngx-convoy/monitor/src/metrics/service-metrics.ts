import type { TrafficSnapshot } from 'ngx-convoy/core';

/** The numbers of a service's last minute. */
export interface ServiceMetrics extends TrafficSnapshot {
  /** Calls that were wanted: all but those that their callers gave up. */
  readonly wanted: number;
  /** Share of them that the service failed or its breaker refused, 0..1: how the service is. */
  readonly errorRate: number;
  /** Share of them that were answered, by the service or in its place, 0..1: how its users are. */
  readonly availability: number;
}

/** A call that something else answered is counted twice: as what became of it, and as `fallback`. */
export function metricsOf(traffic: TrafficSnapshot): ServiceMetrics {
  const { successes, failures, rejected, fallbacks } = traffic;
  const wanted = successes + failures + rejected;
  return {
    ...traffic,
    wanted,
    errorRate: wanted === 0 ? 0 : (failures + rejected) / wanted,
    availability: wanted === 0 ? 1 : Math.min(1, (successes + fallbacks) / wanted),
  };
}

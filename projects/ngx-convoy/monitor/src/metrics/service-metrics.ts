import type { FailureKind, MetricTotals } from 'ngx-convoy/core';

/** The numbers of a service's last minute, or of any other window. */
export interface ServiceMetrics {
  /** Milliseconds that the numbers cover. */
  readonly windowMs: number;
  /** All calls, whatever became of them. */
  readonly calls: number;
  /** Calls that were wanted: all but those that their callers gave up. */
  readonly wanted: number;
  readonly successes: number;
  readonly failures: number;
  /** Failures by what they were. */
  readonly errors: Readonly<Record<FailureKind, number>>;
  /** Calls that were refused before anything was sent. */
  readonly rejected: number;
  /** Of the failed and the rejected calls, those that something else answered. */
  readonly fallbacks: number;
  readonly cancelled: number;
  /** Throughput: calls a second. */
  readonly perSecond: number;
  /** Share of the wanted calls that the service failed or its breaker refused, 0..1: how the service is. */
  readonly errorRate: number;
  /** Share of the wanted calls that were answered, by the service or in its place, 0..1: how its users are. */
  readonly availability: number;
  /** Milliseconds that half of the answers and failures did not exceed, within 1 %; `undefined` without any. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  /** The longest queue of its bulkhead. */
  readonly queue: number;
  /** How full its bulkhead was at most, 0..1. */
  readonly saturation: number;
}

/** A call that something else answered is counted twice: as what became of it, and as `fallback`. */
export function metricsOf(totals: MetricTotals): ServiceMetrics {
  const { windowMs, calls, wanted, successes, failures, errors } = totals;
  const { rejected, fallbacks, cancelled, perSecond, queue, saturation } = totals;
  return {
    ...{ windowMs, calls, wanted, successes, failures, errors },
    ...{ rejected, fallbacks, cancelled, perSecond, queue, saturation },
    errorRate: wanted === 0 ? 0 : (failures + rejected) / wanted,
    availability: wanted === 0 ? 1 : Math.min(1, (successes + fallbacks) / wanted),
    p50: totals.quantile(0.5),
    p95: totals.quantile(0.95),
    p99: totals.quantile(0.99),
  };
}

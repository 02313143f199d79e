import type { InstanceRecord } from 'ngx-convoy';
import type { EndpointHealth, ServiceStatus, TrafficSnapshot, Upstream } from 'ngx-convoy/core';
import type { CircuitReading } from '../breaker/circuit-words';

/** An instance as one row shows it. */
export interface InstanceView {
  readonly record: InstanceRecord;
  /** Which shape stands for its health. */
  readonly status: ServiceStatus;
  readonly circuit: CircuitReading;
  readonly inFlight: number;
  /** Moving average of its latency in milliseconds, as the balancer sees it. */
  readonly ewma: number | undefined;
  /** Attempts, not calls: a call that is retried counts once for each instance it went to. */
  readonly traffic: TrafficSnapshot;
  /** Share of all attempts of the service, 0..1. */
  readonly share: number;
}

/** What a person calls the health of an instance. */
export const HEALTH_WORDS: Readonly<Record<EndpointHealth, string>> = {
  unknown: 'Not checked',
  pass: 'Healthy',
  warn: 'Warning',
  fail: 'Failing',
};

/** Which shape stands for the health of an instance. */
export const HEALTH_SHAPES: Readonly<Record<EndpointHealth, ServiceStatus>> = {
  unknown: 'unknown',
  pass: 'up',
  warn: 'degraded',
  fail: 'down',
};

/** Takes the view of every instance of a service. */
export function instanceViews(
  upstream: Upstream,
  records: readonly InstanceRecord[],
  now: number,
): readonly InstanceView[] {
  const views = records.flatMap((record) => {
    const endpoint = upstream.endpoint(record.id);
    if (endpoint === undefined) return [];
    const { state, reason, retryAt } = endpoint.breaker;
    const traffic = endpoint.traffic.snapshot(now);
    return [
      {
        record,
        status: HEALTH_SHAPES[record.health],
        circuit: { state, reason, retryAt },
        inFlight: endpoint.inFlight,
        ewma: endpoint.latency.value,
        traffic,
      },
    ];
  });
  const attempts = views.reduce((sum, { traffic }) => sum + traffic.calls, 0);
  return views.map((view) => ({
    ...view,
    share: attempts === 0 ? 0 : view.traffic.calls / attempts,
  }));
}

import type { InstanceRecord, ServiceRecord } from 'ngx-convoy';
import type { ServiceStatus, TrafficSnapshot, Upstream } from 'ngx-convoy/core';
import { CIRCUIT_WORDS, type CircuitReading } from '../breaker/circuit-words';
import { STATUS_WORDS } from '../status/status-words';

/** A service as one row of the overview shows it: taken once a heartbeat, and whenever its state moves. */
export interface ServiceView {
  /** Epoch milliseconds at which it was taken. */
  readonly at: number;
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly status: ServiceStatus;
  /** Why it has this status, in words. */
  readonly reason: string;
  /** Epoch milliseconds since which it is not as it should be; `undefined` when that is not known. */
  readonly since: number | undefined;
  readonly circuit: CircuitReading;
  readonly instances: readonly InstanceRecord[];
  /** Instances that may be sent calls. */
  readonly healthyInstances: number;
  readonly traffic: TrafficSnapshot;
  /** Retries that the budget still allows. */
  readonly retryBudget: number;
  /** Whether the list of instances is the last good one, because the registry does not answer well. */
  readonly isStale: boolean;
}

/**
 * Takes the view. What the record holds is as of its last change of state; what time alone changes is read anew.
 *
 * @param troubleSince epoch milliseconds, when somebody has noted when it began
 */
export function serviceView(
  record: ServiceRecord,
  upstream: Upstream,
  instances: readonly InstanceRecord[],
  troubleSince: number | undefined,
  now: number,
): ServiceView {
  const { breaker } = upstream;
  return {
    at: now,
    name: record.name,
    label: record.label,
    group: record.group,
    ...upstream.state(now),
    // A breaker that opens again after a failed trial has moved; the trouble is older.
    since: troubleSince ?? (breaker.state === 'closed' ? undefined : breaker.since),
    circuit: { state: breaker.state, reason: breaker.reason, retryAt: breaker.retryAt },
    instances,
    healthyInstances: instances.filter(isHealthy).length,
    traffic: upstream.traffic.snapshot(now),
    retryBudget: upstream.budget.available(now),
    isStale: record.isStale,
  };
}

/** Whether an instance may be sent calls. */
export function isHealthy({ health, circuit }: InstanceRecord): boolean {
  return health !== 'fail' && circuit !== 'open' && circuit !== 'forced-open';
}

/** Whether users of the service get less than they should. */
export function isReduced({ status }: ServiceView): boolean {
  return status === 'down' || status === 'degraded';
}

/** Whether every word of the query occurs in what the row shows: names, group, state, circuit, instances. */
export function matchesQuery(view: ServiceView, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    view.name,
    view.label,
    view.group,
    STATUS_WORDS[view.status],
    CIRCUIT_WORDS[view.circuit.state],
    ...view.instances.flatMap(({ id, zone = '', version = '' }) => [id, zone, version]),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

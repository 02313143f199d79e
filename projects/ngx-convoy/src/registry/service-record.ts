import {
  type CircuitState,
  type EndpointHealth,
  reasonInWords,
  type ServiceStatus,
  type Upstream,
} from 'ngx-convoy/core';
import type { ResolvedService } from '../config/resolve-service';

/** A service as people look at it. A new object whenever something in it changed. */
export interface ServiceRecord {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly status: ServiceStatus;
  /** Why it has this status, in words. */
  readonly reason: string;
  readonly circuit: CircuitState;
  /** Why its breaker is in this state, in words. */
  readonly circuitReason: string;
  /** Epoch milliseconds of the next trial call, while the breaker is open. */
  readonly retryAt: number | undefined;
  readonly instanceCount: number;
  /** Path of the health endpoint; `undefined` when nothing is checked actively. */
  readonly healthPath: string | undefined;
  readonly source: 'static' | 'registry';
  /** Whether its instances are the last good ones, because the registry does not answer well. */
  readonly isStale: boolean;
}

/** An instance as people look at it. */
export interface InstanceRecord {
  /** Unique among all instances: `service/id`. */
  readonly key: string;
  readonly id: string;
  readonly service: string;
  readonly url: string;
  readonly zone: string | undefined;
  readonly version: string | undefined;
  readonly cost: number | undefined;
  readonly weight: number;
  readonly health: EndpointHealth;
  readonly circuit: CircuitState;
}

/** A registry that does not answer as it should; the last good instances stay. */
export interface RegistryProblem {
  readonly service: string;
  /** Which registry. */
  readonly source: string;
  readonly message: string;
  /** Epoch milliseconds of the first bad answer in a row. */
  readonly since: number;
}

export function serviceRecord(
  service: ResolvedService,
  upstream: Upstream,
  isStale: boolean,
  now: number,
): ServiceRecord {
  const { breaker } = upstream;
  return {
    name: service.name,
    label: service.label,
    group: service.group,
    ...upstream.state(now),
    circuit: breaker.state,
    circuitReason: reasonInWords(breaker),
    retryAt: breaker.retryAt,
    instanceCount: upstream.endpoints.length,
    healthPath: service.health,
    source: service.discover === undefined ? 'static' : 'registry',
    isStale,
  };
}

export function instanceRecords(upstream: Upstream): readonly InstanceRecord[] {
  return upstream.endpoints.map((endpoint) => ({
    key: `${upstream.name}/${endpoint.id}`,
    id: endpoint.id,
    service: upstream.name,
    url: endpoint.url,
    zone: endpoint.definition.zone,
    version: endpoint.definition.version,
    cost: endpoint.definition.cost,
    weight: endpoint.weight,
    health: endpoint.health,
    circuit: endpoint.breaker.state,
  }));
}

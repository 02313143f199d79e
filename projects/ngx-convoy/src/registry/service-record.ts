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
  /** Instances in use. */
  readonly instanceCount: number;
  /** Instances that are known; more than are in use when there are many. */
  readonly knownInstances: number;
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
  readonly region: string | undefined;
  readonly priority: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly weight: number;
  /** Its weight, less while it warms up. */
  readonly share: number;
  readonly isDraining: boolean;
  /** Why it gets no calls, in words; `undefined` while it gets some. */
  readonly unfit: string | undefined;
  readonly health: EndpointHealth;
  readonly circuit: CircuitState;
}

/** A registry that does not answer as it should. */
export interface RegistryProblem {
  readonly service: string;
  /** Which registry. */
  readonly source: string;
  readonly message: string;
  /** Epoch milliseconds of the first bad answer in a row. */
  readonly since: number;
  /** Whether the last good instances are in use instead of what it says. */
  readonly isStale: boolean;
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
    knownInstances: upstream.instances.known,
    healthPath: service.health,
    source: service.discover === undefined ? 'static' : 'registry',
    isStale,
  };
}

export function instanceRecords(upstream: Upstream, now: number): readonly InstanceRecord[] {
  return upstream.endpoints.map((endpoint) => ({
    key: `${upstream.name}/${endpoint.id}`,
    id: endpoint.id,
    service: upstream.name,
    url: endpoint.url,
    zone: endpoint.definition.zone,
    version: endpoint.definition.version,
    cost: endpoint.definition.cost,
    region: endpoint.definition.region,
    priority: endpoint.definition.priority ?? 0,
    metadata: endpoint.definition.metadata ?? {},
    weight: endpoint.weight,
    share: endpoint.share,
    isDraining: endpoint.draining,
    unfit: upstream.instances.whyUnfit(endpoint, now),
    health: endpoint.health,
    circuit: endpoint.breakerInUse?.state ?? 'closed',
  }));
}

import { DestroyRef, inject, Service } from '@angular/core';
import { ConfigurationError, type EndpointDefinition, type Upstream } from 'ngx-convoy/core';
import type { ResolvedService } from '../config/resolve-service';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { ENDPOINT_SOURCE, REGISTRY_FETCH } from './endpoint-source';

declare const ngServerMode: unknown;

/**
 * Keeps the instances of discovered services as the registry says, and the last good ones when it says nothing good.
 *
 * An empty answer is not believed: a registry that lost its memory must not take a working service away from its
 * users (Eureka's self-preservation). If the instances really are gone, the breaker finds out.
 */
@Service()
export class RegistryWatcher {
  private readonly source = inject(ENDPOINT_SOURCE);
  private readonly upstreams = inject(Upstreams);
  private readonly registry = inject(ServiceRegistry);
  private readonly watches = new Map<string, AbortController>();
  /** Services that the registry has not spoken of yet, and who waits for it. */
  private readonly pending = new Map<string, Set<() => void>>();
  private readonly fetch = inject(REGISTRY_FETCH);
  private isStarted = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const watch of this.watches.values()) watch.abort();
    });
  }

  /**
   * Begins to watch. Called once, at start-up; never on a server.
   *
   * @throws ConfigurationError when a service is to be discovered and no registry is connected
   */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    for (const { name } of this.upstreams.all()) this.watch(this.upstreams.service(name));
    this.upstreams.listen({
      serviceAdded: (service) => {
        this.watch(service);
      },
      serviceChanged: (service, previous) => {
        if (service.discover === previous.discover) return;
        this.unwatch(service.name);
        this.watch(service);
      },
      serviceRemoved: (name) => {
        this.unwatch(name);
      },
    });
  }

  /** Whether a service's instances are still to come. */
  isPending(name: string): boolean {
    return this.pending.has(name);
  }

  /** Calls back once, when the registry has first spoken of a service. @returns how to stop waiting */
  whenHeard(name: string, goOn: () => void): () => void {
    const waiting = this.pending.get(name);
    waiting?.add(goOn);
    return () => waiting?.delete(goOn);
  }

  private watch(service: ResolvedService | undefined): void {
    if (service?.discover === undefined) return;
    const { name, discover } = service;
    const { source } = this;
    if (source === null) {
      const expected = 'left out unless a registry is connected by withRegistry(…)';
      throw new ConfigurationError(`service '${name}'.discover`, discover, expected);
    }
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    const watch = new AbortController();
    this.watches.set(name, watch);
    this.pending.set(name, new Set());
    const observer = {
      endpoints: (endpoints: readonly EndpointDefinition[]): void => {
        if (!watch.signal.aborted) this.apply(name, source.name, endpoints);
      },
      problem: (message: string): void => {
        if (watch.signal.aborted) return;
        this.registry.reportProblem(name, source.name, message);
        this.heard(name);
      },
    };
    const { clock, random } = this.upstreams.runtime;
    source.watch(discover, observer, watch.signal, { clock, random, fetch: this.fetch });
  }

  private apply(name: string, source: string, endpoints: readonly EndpointDefinition[]): void {
    const upstream = this.upstreams.get(name);
    if (upstream === undefined) return;
    if (endpoints.length === 0) {
      const kept = upstream.endpoints.length;
      const message =
        kept === 0 ? 'lists no instance' : `lists no instance; the last ${kept} are kept`;
      this.registry.reportProblem(name, source, message);
    } else {
      this.registry.clearProblem(name);
      if (!isSame(upstream, endpoints)) upstream.setEndpoints(endpoints);
    }
    this.heard(name);
  }

  private heard(name: string): void {
    const waiting = this.pending.get(name);
    this.pending.delete(name);
    for (const goOn of waiting ?? []) goOn();
  }

  private unwatch(name: string): void {
    this.watches.get(name)?.abort();
    this.watches.delete(name);
    this.heard(name);
  }
}

/** A registry repeats itself; what says nothing new must not wake anybody. */
function isSame(upstream: Upstream, endpoints: readonly EndpointDefinition[]): boolean {
  return (
    upstream.endpoints.length === endpoints.length &&
    endpoints.every((endpoint, index) => {
      const known = upstream.endpoints[index]?.definition;
      return (
        known?.id === endpoint.id &&
        known.url === endpoint.url &&
        known.weight === endpoint.weight &&
        known.zone === endpoint.zone &&
        known.version === endpoint.version &&
        known.cost === endpoint.cost
      );
    })
  );
}

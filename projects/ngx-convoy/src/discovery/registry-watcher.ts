import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';
import {
  ConfigurationError,
  inWords,
  type EndpointDefinition,
  type Upstream,
} from 'ngx-convoy/core';
import type { ResolvedService } from '../config/resolve-service';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { ENDPOINT_MEMORY } from './endpoint-memory';
import {
  ENDPOINT_SOURCE,
  REGISTRY_FETCH,
  type EndpointObserver,
  type EndpointSource,
  type StandIn,
} from './endpoint-source';
import { Supplier } from './supplier';
import { REGISTRY_OPTIONS } from './with-registry';

declare const ngServerMode: unknown;

/**
 * Keeps the instances of discovered services as the registry says, and the last good ones when it says nothing good:
 * those of an earlier visit until its first answer, those of before while it is in trouble or says what cannot be right.
 */
@Service()
export class RegistryWatcher {
  private readonly source = inject(ENDPOINT_SOURCE);
  private readonly options = inject(REGISTRY_OPTIONS);
  private readonly memory = inject(ENDPOINT_MEMORY);
  private readonly origin: string = inject(DOCUMENT).location.origin;
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
    const source = this.requireSource(name, discover);
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    const { clock, random } = this.upstreams.runtime;
    const watch = new AbortController();
    this.watches.set(name, watch);
    this.pending.set(name, new Set());
    const supplier = new Supplier(discover, this.options, this.memory, this.origin, () =>
      clock.now(),
    );
    this.recall(name, supplier, source);
    const observer: EndpointObserver = {
      endpoints: (endpoints, standIn) => {
        if (!watch.signal.aborted) this.apply(name, supplier, source, endpoints, standIn);
      },
      problem: (message) => {
        if (watch.signal.aborted) return;
        this.registry.reportProblem(name, source.name, message);
        this.heard(name);
      },
    };
    source.watch(discover, observer, watch.signal, { clock, random, fetch: this.fetch });
  }

  private requireSource(name: string, discover: string): EndpointSource {
    if (this.source !== null) return this.source;
    const expected = inWords(() => 'left out unless a registry is connected by withRegistry(…)');
    throw new ConfigurationError(`service '${name}'.discover`, discover, expected);
  }

  private recall(name: string, supplier: Supplier, source: EndpointSource): void {
    const remembered = supplier.recall(source);
    if (remembered === undefined) return;
    this.supply(name, remembered);
    const message = 'has not answered yet; the instances are those of an earlier visit';
    this.registry.reportProblem(name, source.name, message);
    this.heard(name);
  }

  private apply(
    name: string,
    supplier: Supplier,
    source: EndpointSource,
    answer: readonly EndpointDefinition[],
    standIn: StandIn | undefined,
  ): void {
    const upstream = this.upstreams.get(name);
    if (upstream === undefined) return;
    const from = standIn?.source ?? source;
    const current = upstream.instances.definitions;
    const { endpoints, stale, warning } = supplier.consider(current, answer, from);
    if (endpoints !== undefined) this.supply(name, endpoints);
    const staleness = stale ?? standIn?.trouble;
    const message = [staleness, warning].filter((said) => said !== undefined).join('; ');
    if (message === '') this.registry.clearProblem(name);
    else this.registry.reportProblem(name, source.name, message, staleness !== undefined);
    this.heard(name);
  }

  private supply(name: string, endpoints: readonly EndpointDefinition[]): void {
    const upstream = this.upstreams.get(name);
    if (upstream !== undefined && !isSame(upstream, endpoints)) upstream.setEndpoints(endpoints);
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
function isSame({ instances }: Upstream, endpoints: readonly EndpointDefinition[]): boolean {
  return JSON.stringify(instances.definitions) === JSON.stringify(endpoints);
}

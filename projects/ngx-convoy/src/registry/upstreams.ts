import { inject, Injector, Service, untracked } from '@angular/core';
import {
  ConfigurationError,
  inWords,
  ServiceMatcher,
  Upstream,
  type CallRuntime,
  type CircuitTransition,
  type Ejection,
  type Endpoint,
  type EndpointDefinition,
  type EndpointHealth,
  type ServiceMatch,
  type UpstreamListener,
} from 'ngx-convoy/core';
import {
  CONVOY_CONFIG,
  type ServiceConfig,
  type ServicePolicyConfig,
} from '../config/convoy-config';
import { mergeOptions } from '../config/merge-options';
import { resolveService, type ResolvedService } from '../config/resolve-service';
import { PIPELINE_RUNTIME } from '../pipeline/pipeline-runtime';
import { OriginLimits } from '../queue/origin-limits';

/** Told when the set of services changes, and everything that an {@link UpstreamListener} is told. */
export interface UpstreamsListener extends Partial<UpstreamListener> {
  serviceAdded?(service: ResolvedService, upstream: Upstream): void;
  /** Its configuration is another now; its upstream is the same. */
  serviceChanged?(service: ResolvedService, previous: ResolvedService): void;
  serviceRemoved?(name: string): void;
}

interface Entry {
  readonly config: ServiceConfig;
  readonly service: ResolvedService;
  readonly upstream: Upstream;
}

/**
 * The living objects behind {@link ServiceRegistry}: one `Upstream` a service, mutated by every request.
 *
 * Interceptors and other rooms work on these; what people look at are the snapshots in the registry's signals.
 */
@Service()
export class Upstreams implements UpstreamListener {
  /** Time, randomness, the one deadline timer and the limits per origin that all calls share. */
  readonly runtime: CallRuntime = {
    ...inject(PIPELINE_RUNTIME),
    origins: inject(OriginLimits).origins,
  };

  private readonly injector = inject(Injector);
  private readonly defaults = inject(CONVOY_CONFIG).defaults;
  private readonly entries = new Map<string, Entry>();
  private readonly matcher = new ServiceMatcher();
  private readonly listeners = new Set<UpstreamsListener>();

  constructor() {
    inject(CONVOY_CONFIG).services.forEach((config, index) => {
      this.add(config, `services[${index}]`);
    });
  }

  get(name: string): Upstream | undefined {
    return this.entries.get(name)?.upstream;
  }

  service(name: string): ResolvedService | undefined {
    return this.entries.get(name)?.service;
  }

  all(): readonly Upstream[] {
    return [...this.entries.values()].map((entry) => entry.upstream);
  }

  match(url: string): ServiceMatch | undefined {
    return this.matcher.match(url);
  }

  /** @throws ConfigurationError when an option is wrong, or when name or prefix belong to another service. */
  add(config: ServiceConfig, path = `service '${config.name}'`): Upstream {
    const service = this.resolve(config, path);
    if (this.entries.has(service.name)) {
      throw new ConfigurationError(`${path}.name`, service.name, 'unique among the services');
    }
    const upstream = new Upstream(service.options, this.runtime, this, path);
    return this.install({ config, service, upstream });
  }

  /**
   * Gives a service another configuration, or adds it. Breakers, windows, budgets and what is under way stay; so do the
   * instances that are still listed.
   *
   * @throws ConfigurationError when an option is wrong; the service then stays as it was
   */
  change(config: ServiceConfig): void {
    const entry = this.entries.get(config.name);
    if (entry === undefined) {
      this.add(config);
      return;
    }
    const service = this.renew(entry, config);
    this.matcher.remove(service.name);
    this.matcher.add(service.name, service.prefixes);
    // A registry says itself who is there, and until then the last good ones are.
    const isListed = service.discover === undefined || service.instances.length > 0;
    if (isListed) entry.upstream.setEndpoints(service.instances);
  }

  /** @throws ConfigurationError when there is no such service, or an option is wrong; it then stays as it was */
  configure(name: string, policies: ServicePolicyConfig): void {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      throw new ConfigurationError(
        'service',
        name,
        inWords(() => 'the name of a service'),
      );
    }
    this.renew(entry, { ...mergeOptions(entry.config, policies), name });
  }

  /** Forgets a service. Calls in flight finish; their answers still reach the callers. */
  remove(name: string): void {
    if (!this.entries.delete(name)) return;
    this.matcher.remove(name);
    this.notify((listener) => listener.serviceRemoved?.(name));
  }

  setInstances(name: string, instances: readonly EndpointDefinition[]): void {
    this.get(name)?.setEndpoints(instances);
  }

  setHealth(name: string, instance: string, health: EndpointHealth, reason?: string): void {
    this.get(name)?.setHealth(instance, health, reason);
  }

  /** @returns how to stop listening */
  listen(listener: UpstreamsListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  circuitMoved(upstream: Upstream, transition: CircuitTransition, endpoint?: Endpoint): void {
    this.notify((listener) => listener.circuitMoved?.(upstream, transition, endpoint));
  }

  instancesChanged(upstream: Upstream): void {
    this.notify((listener) => listener.instancesChanged?.(upstream));
  }

  counted(upstream: Upstream): void {
    for (const listener of this.listeners) listener.counted?.(upstream);
  }

  instanceEjected(upstream: Upstream, ejection: Ejection): void {
    this.notify((listener) => listener.instanceEjected?.(upstream, ejection));
  }

  callFailed(upstream: Upstream, error: unknown): void {
    this.notify((listener) => listener.callFailed?.(upstream, error));
  }

  private resolve(config: ServiceConfig, path: string): ResolvedService {
    const service = resolveService(config, path, this.defaults ?? {}, this.injector);
    for (const prefix of service.prefixes) {
      const owner = this.matcher.ownerOf(prefix);
      if (owner === undefined || owner === service.name) continue;
      throw new ConfigurationError(`${path}.match`, prefix, `free, but service '${owner}' has it`);
    }
    return service;
  }

  /** Checks everything before anything is changed. */
  private renew(entry: Entry, config: ServiceConfig): ResolvedService {
    const path = `service '${config.name}'`;
    const service = this.resolve(config, path);
    entry.upstream.configure(service.options, path);
    this.entries.set(service.name, { config, service, upstream: entry.upstream });
    this.notify((listener) => listener.serviceChanged?.(service, entry.service));
    return service;
  }

  private install(entry: Entry): Upstream {
    const { service, upstream } = entry;
    this.entries.set(service.name, entry);
    this.matcher.add(service.name, service.prefixes);
    this.notify((listener) => listener.serviceAdded?.(service, upstream));
    upstream.setEndpoints(service.instances);
    return upstream;
  }

  /**
   * Untracked: a look at a service from within a `computed` may find that time has changed something, and listeners write
   * signals.
   */
  private notify(tell: (listener: UpstreamsListener) => void): void {
    untracked(() => {
      for (const listener of this.listeners) tell(listener);
    });
  }
}

import { computed, inject, type Signal } from '@angular/core';
import {
  patchState,
  signalStore,
  type,
  withHooks,
  withMethods,
  withProps,
  withState,
} from '@ngrx/signals';
import {
  removeEntities,
  removeEntity,
  setEntities,
  setEntity,
  withEntities,
  type SelectEntityId,
} from '@ngrx/signals/entities';
import type { InstanceConfig, ServiceConfig, ServicePolicyConfig } from '../config/convoy-config';
import { resolveInstances } from '../config/resolve-service';
import { CLOCK } from '../platform/tokens';
import {
  instanceRecords,
  serviceRecord,
  type InstanceRecord,
  type RegistryProblem,
  type ServiceRecord,
} from './service-record';
import { Upstreams } from './upstreams';

const services = {
  collection: 'service',
  selectId: (record: ServiceRecord) => record.name,
} as const;
const selectKey: SelectEntityId<InstanceRecord> = (record) => record.key;
const instances = { collection: 'instance', selectId: selectKey } as const;

/**
 * Which services there are, where they run and how they are.
 *
 * State changes (a breaker opens, an instance leaves) show at once. Numbers are in `Traffic`.
 *
 * @usageNotes
 * ```ts
 * private readonly registry = inject(ServiceRegistry);
 * protected readonly orders = this.registry.service('orders');
 * // in the template: {{ orders()?.status }} because {{ orders()?.reason }}
 *
 * this.registry.add({ name: 'reviews', match: '/api/reviews', instances: ['https://reviews.example.com'] });
 * this.registry.configure('reviews', { timeout: 2_000, retry: { attempts: 1 } });
 * this.registry.setInstances('reviews', ['https://reviews-2.example.com']);
 * ```
 */
export const ServiceRegistry = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<ServiceRecord>(), collection: 'service' }),
  withEntities({ entity: type<InstanceRecord>(), collection: 'instance' }),
  withState({ problems: [] as readonly RegistryProblem[] }),
  withProps((store) => ({
    /** Every service, in the order in which they were added. */
    services: store.serviceEntities,
    /** Every instance of every service. */
    instances: store.instanceEntities,
    _upstreams: inject(Upstreams),
    _clock: inject(CLOCK),
  })),
  withMethods((store) => ({
    /** Takes a fresh look at one service and publishes what changed. */
    _publish(name: string): void {
      const service = store._upstreams.service(name);
      const upstream = store._upstreams.get(name);
      if (service === undefined || upstream === undefined) return;
      const isStale = store.problems().some((each) => each.service === name && each.isStale);
      const now = store._clock.now();
      const fresh = instanceRecords(upstream, now);
      const kept = new Set(fresh.map((record) => record.key));
      const gone = store
        .instanceEntities()
        .filter((record) => record.service === name && !kept.has(record.key))
        .map((record) => record.key);
      patchState(
        store,
        setEntity(serviceRecord(service, upstream, isStale, now), services),
        setEntities([...fresh], instances),
        removeEntities(gone, { collection: 'instance' }),
      );
    },
    _forget(name: string): void {
      const gone = store.instanceEntities().filter((record) => record.service === name);
      patchState(
        store,
        removeEntity(name, { collection: 'service' }),
        removeEntities(
          gone.map((record) => record.key),
          { collection: 'instance' },
        ),
        { problems: store.problems().filter((each) => each.service !== name) },
      );
    },
  })),
  withMethods((store) => ({
    /** One service; `undefined` while there is none of that name. */
    service(name: string): Signal<ServiceRecord | undefined> {
      return computed(() => store.serviceEntityMap()[name]);
    },
    instancesOf(name: string): Signal<readonly InstanceRecord[]> {
      return computed(() => store.instanceEntities().filter((each) => each.service === name));
    },

    /** @throws ConfigurationError when an option is wrong, or name or prefix are taken */
    add(config: ServiceConfig): void {
      store._upstreams.add(config);
    },
    /**
     * Gives a service another configuration. Its breakers, windows and budgets stay what they are, and so do the instances
     * that are still listed; what is under way goes on as it began.
     *
     * @throws ConfigurationError when an option is wrong; the service then stays as it was
     */
    change(name: string, config: Omit<ServiceConfig, 'name'>): void {
      store._upstreams.change({ ...config, name });
    },
    /**
     * Changes some policies of a service, and nothing else, while calls are running. What is left out stays; an option that
     * is an object, such as `retry`, is merged with the one that was there.
     *
     * @throws ConfigurationError when there is no such service, or an option is wrong; it then stays as it was
     */
    configure(name: string, policies: ServicePolicyConfig): void {
      store._upstreams.configure(name, policies);
    },
    remove(name: string): void {
      store._upstreams.remove(name);
    },
    /**
     * Instances that stay keep their breakers and numbers.
     *
     * @throws ConfigurationError when a URL is not absolute http(s) or an id is used twice
     */
    setInstances(name: string, configs: readonly (string | InstanceConfig)[]): void {
      store._upstreams.setInstances(name, resolveInstances(configs, `instances of '${name}'`));
    },

    /**
     * Says that a registry answers badly for a service. Called by whatever watches it.
     *
     * @param isStale whether the instances in use are therefore not what the registry says
     */
    reportProblem(service: string, source: string, message: string, isStale = true): void {
      const known = store.problems().find((each) => each.service === service);
      if (known?.message === message && known.isStale === isStale) return;
      const since = known?.since ?? store._clock.now();
      const others = store.problems().filter((each) => each.service !== service);
      const problem = { service, source, message, since, isStale };
      patchState(store, { problems: [...others, problem] });
      store._publish(service);
    },
    /**
     * Sends an instance nothing new while what is under way finishes; `false` ends that.
     */
    drain(service: string, instance: string, draining = true): void {
      store._upstreams.get(service)?.drain(instance, draining);
    },
    /** Says in which zone the caller is, as far as the app has found out. For services that do not name one themselves. */
    locate(zone: string | undefined): void {
      for (const upstream of store._upstreams.all()) {
        if (upstream.options.balancing.zone === undefined) upstream.locate(zone);
      }
    },

    /** Says that a registry answers well again. */
    clearProblem(service: string): void {
      if (!store.problems().some((each) => each.service === service)) return;
      patchState(store, { problems: store.problems().filter((each) => each.service !== service) });
      store._publish(service);
    },
  })),
  withHooks((store) => {
    let stop: (() => void) | undefined;
    return {
      onInit: () => {
        for (const upstream of store._upstreams.all()) store._publish(upstream.name);
        stop = store._upstreams.listen({
          serviceChanged: ({ name }) => {
            store._publish(name);
          },
          serviceRemoved: store._forget,
          circuitMoved: (upstream) => {
            store._publish(upstream.name);
          },
          instancesChanged: (upstream) => {
            store._publish(upstream.name);
          },
        });
      },
      onDestroy: () => stop?.(),
    };
  }),
);

/** An instance of {@link ServiceRegistry}, for signatures. */
export type ServiceRegistry = InstanceType<typeof ServiceRegistry>;

import { computed, inject, Service, type Signal } from '@angular/core';
import { CLOCK, ServiceRegistry, Upstreams } from 'ngx-convoy';
import { AlertStore } from 'ngx-convoy/monitor';
import { ConsoleFormat } from '../format/console-format';
import { groupBy } from '../format/group-by';
import { Heartbeat } from '../shell/heartbeat';
import { describeFleet } from './describe-fleet';
import { isReduced, serviceView, type ServiceView } from './service-view';

/** Numbers of all services together. */
export interface FleetTotals {
  readonly services: number;
  readonly reduced: number;
  /** Calls per second, refused ones included. */
  readonly perSecond: number;
  /** Share of the wanted calls that failed or were refused, 0..1. */
  readonly errorRate: number;
  /** Share of the wanted calls that a fallback answered in the service's place, 0..1. */
  readonly fallbackRate: number;
}

/**
 * Every service as the console shows it, in one signal.
 *
 * A change of state shows at once; numbers move together, once a heartbeat: a figure that changes sixty times a second
 * cannot be read.
 */
@Service({ autoProvided: false })
export class Fleet {
  private readonly registry = inject(ServiceRegistry);
  private readonly upstreams = inject(Upstreams);
  private readonly alerts = inject(AlertStore);
  private readonly clock = inject(CLOCK);
  private readonly heartbeat = inject(Heartbeat);
  private readonly format = inject(ConsoleFormat);

  readonly services: Signal<readonly ServiceView[]> = computed(() => {
    this.heartbeat.now();
    const now = this.clock.now();
    const instances = groupBy(this.registry.instances(), ({ service }) => service);
    const trouble = this.troubleBegan();
    return this.registry.services().flatMap((record) => {
      const upstream = this.upstreams.get(record.name);
      if (upstream === undefined) return [];
      const own = instances.get(record.name) ?? [];
      return [serviceView(record, upstream, own, trouble.get(record.name), now)];
    });
  });

  /** When the oldest alert of each service began. */
  private readonly troubleBegan = computed(() => {
    const began = new Map<string, number>();
    for (const { service, since } of this.alerts.active()) {
      began.set(service, Math.min(since, began.get(service) ?? Infinity));
    }
    return began;
  });

  /** How all services are, in one sentence. */
  readonly sentence = computed(() => describeFleet(this.services(), this.format));

  readonly totals = computed(() => {
    const views = this.services();
    const sum = (read: (view: ServiceView) => number): number =>
      views.reduce((total, view) => total + read(view), 0);
    const wanted = sum(({ traffic }) => traffic.calls - traffic.cancelled);
    const share = (count: number): number => (wanted === 0 ? 0 : count / wanted);
    return {
      services: views.length,
      reduced: views.filter(isReduced).length,
      perSecond: sum(({ traffic }) => traffic.perSecond),
      errorRate: share(sum(({ traffic }) => traffic.failures + traffic.rejected)),
      fallbackRate: share(sum(({ traffic }) => traffic.fallbacks)),
    } satisfies FleetTotals;
  });

  /** One service; `undefined` while there is none of that name. */
  service(name: string): ServiceView | undefined {
    return this.services().find((view) => view.name === name);
  }
}

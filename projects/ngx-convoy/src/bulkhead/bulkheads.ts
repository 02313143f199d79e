import { computed, inject, Service, type Signal } from '@angular/core';
import { Traffic } from '../traffic/traffic';
import { Upstreams } from '../registry/upstreams';

/** A bulkhead as it is now. */
export interface BulkheadSnapshot {
  /** Calls that may be under way at the same time. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Calls refused since the start. */
  readonly rejected: number;
  /** Milliseconds that the call has waited that waits longest. */
  readonly oldestWait: number;
}

/**
 * The bulkheads of all services that have one: to look at, and to resize while running.
 *
 * @usageNotes
 * ```ts
 * protected readonly orders = inject(Bulkheads).of('orders'); // {{ orders()?.inFlight }} of {{ orders()?.limit }}
 * ```
 */
@Service()
export class Bulkheads {
  private readonly upstreams = inject(Upstreams);
  private readonly traffic = inject(Traffic);

  /** `undefined` while there is no such service, or it has no bulkhead. At most one new value a frame. */
  of(service: string): Signal<BulkheadSnapshot | undefined> {
    const traffic = this.traffic.of(service);
    return computed(() => {
      traffic();
      const bulkhead = this.upstreams.get(service)?.bulkhead;
      if (bulkhead === undefined) return undefined;
      const { limit, inFlight, waiting, oldestWait } = bulkhead;
      const rejected = Object.values(bulkhead.rejections).reduce((sum, count) => sum + count, 0);
      return { limit, inFlight, waiting, rejected, oldestWait };
    });
  }

  /**
   * Calls under way stay; those that wait get the places that were added.
   *
   * @param limit a whole number of 1 or more
   * @throws ConfigurationError when it is not; Error when the service has no bulkhead
   */
  resize(service: string, limit: number): void {
    const bulkhead = this.upstreams.get(service)?.bulkhead;
    if (bulkhead === undefined) throw new Error(`There is no bulkhead of a service '${service}'.`);
    bulkhead.resize(limit);
  }
}

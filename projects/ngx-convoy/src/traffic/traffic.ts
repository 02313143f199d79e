import { computed, inject, Service, type Signal } from '@angular/core';
import type { TrafficSnapshot, Upstream } from 'ngx-convoy/core';
import { Frames, type FrameSignal } from '../platform/frames';
import { CLOCK } from '../platform/tokens';
import { Upstreams } from '../registry/upstreams';

/** What an instance has to do, beside the counts of its attempts. */
export interface InstanceTraffic extends TrafficSnapshot {
  /** Attempts on their way now. */
  readonly inFlight: number;
  /** Decaying average latency in milliseconds; `undefined` before the first answer. */
  readonly latency: number | undefined;
}

/**
 * The numbers of the last minute, per service and per instance.
 *
 * Taken at most once a frame and only while somebody reads them. They also change by time alone; whoever shows them
 * for long calls `refresh` on a beat of its own.
 *
 * @usageNotes
 * ```ts
 * protected readonly orders = inject(Traffic).of('orders');
 * // {{ orders().perSecond }} calls a second, {{ orders().errorRate }} of them failed, p95 {{ orders().p95 }} ms
 * ```
 */
@Service()
export class Traffic {
  private readonly upstreams = inject(Upstreams);
  private readonly clock = inject(CLOCK);
  private readonly frames = inject(Frames);
  private readonly watched = new Map<string, FrameSignal<number>>();

  constructor() {
    this.upstreams.listen({
      counted: (upstream: Upstream) => this.watched.get(upstream.name)?.touch(),
      serviceRemoved: (name) => this.watched.delete(name),
    });
  }

  /** Whole calls. `undefined` while there is no such service. */
  of(service: string): Signal<TrafficSnapshot | undefined> {
    const beat = this.beatOf(service);
    return computed(() => {
      beat();
      return this.upstreams.get(service)?.traffic.snapshot(this.clock.now());
    });
  }

  /** Attempts at one instance. `undefined` while there is no such instance. */
  ofInstance(service: string, instance: string): Signal<InstanceTraffic | undefined> {
    const beat = this.beatOf(service);
    return computed(() => {
      beat();
      const endpoint = this.upstreams.get(service)?.endpoint(instance);
      if (endpoint === undefined) return undefined;
      const now = this.clock.now();
      const { inFlight } = endpoint;
      return { ...endpoint.traffic.snapshot(now), inFlight, latency: endpoint.latency.value };
    });
  }

  /** Lets readers see what time alone has changed. */
  refresh(): void {
    for (const beat of this.watched.values()) beat.touch();
  }

  private beatOf(service: string): Signal<number> {
    let beat = this.watched.get(service);
    if (beat === undefined) {
      beat = this.frames.signal((revision) => revision);
      this.watched.set(service, beat);
    }
    return beat.value;
  }
}

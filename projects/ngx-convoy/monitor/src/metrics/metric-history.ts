import { computed, inject, Service, type Signal, untracked } from '@angular/core';
import { CLOCK, Frames, type FrameSignal, Upstreams } from 'ngx-convoy';
import {
  type MetricTotals,
  ServiceSeries,
  SharedSketch,
  type TierName,
  type Upstream,
} from 'ngx-convoy/core';
import { ServiceMeter } from './service-meter';

/** Hears of rows that are complete, but for those of seconds. What has begun since is not in the series yet. */
export type HistoryListener = (service: string, tier: TierName, series: ServiceSeries) => void;

/**
 * The numbers of every service, from the last second to a year ago.
 *
 * Fed by every call from the moment on at which it is first injected. Plain reads compute; signals change at most once a
 * frame, and only while they are read.
 *
 * @usageNotes
 * ```ts
 * private readonly history = inject(MetricHistory);
 *
 * const { wanted, failures, quantile } = this.history.totals('orders', 300_000, clock.now());
 * protected readonly lastHour = this.history.of('orders', 3_600_000); // {{ lastHour()?.failures }}
 * ```
 */
@Service()
export class MetricHistory {
  private readonly clock = inject(CLOCK);
  private readonly frames = inject(Frames);
  private readonly upstreams = inject(Upstreams);

  private readonly shared = new SharedSketch();
  private readonly all = new Map<string, ServiceMeter>();
  private readonly listeners = new Set<HistoryListener>();
  private readonly watched = new Map<string, FrameSignal<number>>();

  constructor() {
    for (const upstream of this.upstreams.all()) this.meter(upstream);
    this.upstreams.listen({
      serviceAdded: (_, upstream) => {
        this.meter(upstream);
      },
      circuitMoved: ({ name }, { to }, endpoint) => {
        const meter = this.all.get(name);
        if (meter !== undefined && to === 'open' && endpoint === undefined) meter.opened++;
      },
      counted: (upstream) => this.watched.get(upstream.name)?.touch(),
      serviceRemoved: (name) => {
        this.all.delete(name);
        this.watched.delete(name);
      },
    });
  }

  /** Names of the services that there are numbers of. */
  get services(): readonly string[] {
    return [...this.all.keys()];
  }

  /** What exporters are told. */
  get meters(): readonly ServiceMeter[] {
    return [...this.all.values()];
  }

  /** `undefined` while there is no such service. */
  series(service: string): ServiceSeries | undefined {
    return this.all.get(service)?.series;
  }

  /**
   * What happened in the last so many milliseconds. Of a service that is not there, nothing.
   *
   * @param windowMs milliseconds, > 0
   * @param now epoch milliseconds
   * @throws ConfigurationError
   */
  totals(service: string, windowMs: number, now: number): MetricTotals {
    return (this.series(service) ?? new ServiceSeries(this.shared)).totals(windowMs, now);
  }

  /**
   * {@link totals} up to now; `undefined` while there is no such service.
   *
   * @param windowMs milliseconds, > 0
   */
  of(service: string, windowMs: number): Signal<MetricTotals | undefined> {
    const beat = this.beatOf(service);
    return computed(() => {
      beat();
      return this.series(service)?.totals(windowMs, this.clock.now());
    });
  }

  /** @returns how to stop listening */
  listen(listener: HistoryListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lets readers see what time alone has changed, and makes silence a fact: no calls, where there would be no data. */
  refresh(): void {
    const now = this.clock.now();
    for (const { series } of this.all.values()) series.look(now);
    for (const beat of this.watched.values()) beat.touch();
  }

  private meter(upstream: Upstream): void {
    const { name } = upstream;
    const meter = new ServiceMeter(upstream, this.shared, (tier, series) => {
      // Somebody may read within a `computed`, and listeners write signals.
      untracked(() => {
        for (const listener of this.listeners) listener(name, tier, series);
      });
    });
    this.all.set(name, meter);
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

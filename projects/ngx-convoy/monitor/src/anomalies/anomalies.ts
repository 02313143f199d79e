import { inject, Service, signal, type Signal, type WritableSignal } from '@angular/core';
import { CLOCK, Upstreams } from 'ngx-convoy';
import {
  AnomalyDetector,
  type AnomalyOptions,
  type Finding,
  seasonalUsual,
  type ServiceSeries,
  type Usual,
} from 'ngx-convoy/core';
import { MetricHistory } from '../metrics/metric-history';
import { type Anomaly, explain, type WatchedMetric } from './anomaly';
import { hoursOf, measure } from './watched-metrics';

const OPTIONS: Readonly<Record<WatchedMetric, AnomalyOptions>> = {
  p95: { bad: 'above', floor: 20 },
  errorRate: { bad: 'above', floor: 0.02 },
  throughput: { bad: 'below', floor: 0.5, floorShare: 0.5 },
};

/**
 * What is not as usual, service by service: latency and errors that are higher, throughput that is lower than it was in the last
 * twenty minutes, or than it is at this hour of the week once two weeks are known.
 *
 * Judged when ten seconds are over, by whoever makes a call or looks next: it owns no timer. Learns only while a service is up.
 *
 * @usageNotes
 * ```ts
 * protected readonly anomalies = inject(Anomalies).of('orders');
 * // @for (each of anomalies(); track each.metric) { <li>{{ each.explanation }}</li> }
 * ```
 */
@Service()
export class Anomalies {
  private readonly clock = inject(CLOCK);
  private readonly upstreams = inject(Upstreams);
  private readonly watches = new Map<string, ServiceWatch>();
  private readonly found = new Map<string, WritableSignal<readonly Anomaly[]>>();

  constructor() {
    inject(MetricHistory).listen((service, tier, series) => {
      if (tier === 'tenSeconds') this.judge(service, series);
      else if (tier === 'hour') this.watches.get(service)?.forgetSeason();
    });
    this.upstreams.listen({
      serviceRemoved: (name) => {
        this.watches.delete(name);
        this.found.get(name)?.set([]);
      },
    });
  }

  /** What is not as usual just now. */
  of(service: string): Signal<readonly Anomaly[]> {
    return this.signalOf(service).asReadonly();
  }

  /** What is usual of late, for the band of a chart; `undefined` while that is not known. */
  usual(service: string, metric: WatchedMetric): Usual | undefined {
    return this.watches.get(service)?.detectors[metric].usual;
  }

  private judge(service: string, series: ServiceSeries): void {
    const now = this.clock.now();
    const { status } = this.upstreams.get(service)?.state(now) ?? { status: 'unknown' };
    const watch = this.watches.get(service) ?? new ServiceWatch();
    this.watches.set(service, watch);
    const learns = status === 'up' || status === 'unknown';
    const found = this.signalOf(service);
    const anomalies = watch.judge(service, series, learns, now, found());
    if (anomalies.length > 0 || found().length > 0) found.set(anomalies);
  }

  private signalOf(service: string): WritableSignal<readonly Anomaly[]> {
    let found = this.found.get(service);
    if (found === undefined) this.found.set(service, (found = signal<readonly Anomaly[]>([])));
    return found;
  }
}

/** The detectors of one service. */
class ServiceWatch {
  readonly detectors: Readonly<Record<WatchedMetric, AnomalyDetector>> = {
    p95: new AnomalyDetector(OPTIONS.p95),
    errorRate: new AnomalyDetector(OPTIONS.errorRate),
    throughput: new AnomalyDetector(OPTIONS.throughput),
  };
  private seasons: Partial<Record<WatchedMetric, Usual | undefined>> | undefined;

  judge(
    service: string,
    series: ServiceSeries,
    learns: boolean,
    now: number,
    before: readonly Anomaly[],
  ): readonly Anomaly[] {
    const values = measure(series);
    this.seasons ??= seasonsOf(series, now);
    return METRICS.flatMap((metric) => {
      const finding = this.detectors[metric].observe(
        values[metric],
        learns,
        this.seasons?.[metric],
      );
      if (finding === undefined) return [];
      const since = before.find((each) => each.metric === metric)?.since ?? now;
      return [anomalyOf(service, metric, finding, since)];
    });
  }

  /** Another hour has begun. */
  forgetSeason(): void {
    this.seasons = undefined;
  }
}

const METRICS: readonly WatchedMetric[] = ['p95', 'errorRate', 'throughput'];

function seasonsOf(
  series: ServiceSeries,
  now: number,
): Partial<Record<WatchedMetric, Usual | undefined>> {
  const { starts, values } = hoursOf(series);
  const of = (metric: WatchedMetric): Usual | undefined =>
    seasonalUsual(starts, values[metric], now);
  return { p95: of('p95'), errorRate: of('errorRate'), throughput: of('throughput') };
}

function anomalyOf(
  service: string,
  metric: WatchedMetric,
  finding: Finding,
  since: number,
): Anomaly {
  const { kind, value, usual } = finding;
  return { service, metric, kind, since, value, usual, explanation: explain(metric, finding) };
}

import { computed, inject, Service, type Signal } from '@angular/core';
import { CLOCK, ServiceRegistry } from 'ngx-convoy';
import { readRows } from 'ngx-convoy/core';
import {
  Anomalies,
  MetricHistory,
  metricsOf,
  type ServiceMetrics,
  Trends,
} from 'ngx-convoy/monitor';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import type { MetricWindow } from './metric-windows';

/** One service in the table of metrics. */
export interface MetricRow {
  readonly name: string;
  readonly label: string;
  readonly metrics: ServiceMetrics;
  /** 95th percentile over time, for the line; and the same in words. */
  readonly latencies: Float64Array;
  readonly latencyWords: string;
  /** Where it goes, and what is not as usual. */
  readonly remarks: readonly string[];
}

/** Milliseconds between two looks: numbers of a window of minutes need no second hand. */
const PACE = 5_000;

/** The numbers of all services for the window that is looked at. */
@Service({ autoProvided: false })
export class MetricBoard {
  private readonly clock = inject(CLOCK);
  private readonly registry = inject(ServiceRegistry);
  private readonly history = inject(MetricHistory);
  private readonly anomalies = inject(Anomalies);
  private readonly trends = inject(Trends);
  private readonly format = inject(ConsoleFormat);
  private readonly heartbeat = inject(Heartbeat);
  private readonly beat = computed(() => Math.floor(this.heartbeat.now() / PACE));

  rows(window: () => MetricWindow): Signal<readonly MetricRow[]> {
    return computed(() => {
      this.beat();
      const now = this.clock.now();
      return this.registry
        .services()
        .flatMap(({ name, label }) => this.rowOf(name, label, window(), now) ?? []);
    });
  }

  private rowOf(
    name: string,
    label: string,
    { length, tier }: MetricWindow,
    now: number,
  ): MetricRow | undefined {
    const series = this.history.series(name);
    if (series === undefined) return undefined;
    const { columns, starts } = readRows(series, tier, length, now);
    const trend = this.trends.latency(name, length);
    return {
      ...{ name, label },
      metrics: metricsOf(series.totals(length, now)),
      latencies: columns.p95,
      latencyWords: this.describe(columns.p95, starts),
      remarks: [
        ...this.anomalies
          .of(name)()
          .map(({ explanation }) => explanation),
        ...(trend?.trend.isSure === true || trend?.forecast !== undefined ? [trend.words] : []),
      ],
    };
  }

  private describe(values: Float64Array, starts: Float64Array): string {
    let highest = -1;
    let last = -1;
    values.forEach((value, at) => {
      if (Number.isNaN(value)) return;
      last = at;
      if (highest < 0 || value > (values[highest] ?? NaN)) highest = at;
    });
    if (last < 0) return 'p95: nothing was measured';
    const { format } = this;
    const at = (index: number): string => `${format.latency(values[index])} ms`;
    return `p95: ${at(last)} at last, ${at(highest)} at most, at ${format.time(starts[highest] ?? NaN)}`;
  }
}

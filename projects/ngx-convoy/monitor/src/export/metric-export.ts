import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import {
  callFamilies,
  csvOf,
  jsonOf,
  type MetricFamily,
  prometheusText,
  readRows,
  type ServiceRows,
  type TierName,
  tierFor,
} from 'ngx-convoy/core';
import { MetricHistory } from '../metrics/metric-history';

/** What of the history is exported. */
export interface ExportSelection {
  /** Milliseconds up to now, > 0. Default an hour. */
  readonly windowMs?: number | undefined;
  /** Default the one that fits the window. */
  readonly tier?: TierName | undefined;
  /** Default all. */
  readonly services?: readonly string[] | undefined;
}

/**
 * The numbers of all services for others: as Prometheus reads them, as a table, as JSON.
 *
 * @usageNotes
 * ```ts
 * const metrics = inject(MetricExport);
 * await fetch(pushGateway, { method: 'POST', body: metrics.prometheus() });
 * save(metrics.csv({ windowMs: 86_400_000, services: ['orders'] }), 'orders.csv');
 * ```
 */
@Service()
export class MetricExport {
  private readonly clock = inject(CLOCK);
  private readonly history = inject(MetricHistory);

  /**
   * All metrics, as exporters take them. Counters count from when the page was opened.
   *
   * @param services default all
   */
  families(services = this.history.services): readonly MetricFamily[] {
    const now = this.clock.now();
    const meters = this.history.meters.filter(({ upstream }) => services.includes(upstream.name));
    return callFamilies(
      meters.map(({ upstream, series, counters, opened }) => ({
        ...{ service: upstream.name, counters, opened },
        lastMinute: series.totals(60_000, now),
        status: upstream.state(now).status,
        circuit: upstream.breaker.state,
        bulkhead: upstream.bulkhead,
      })),
    );
  }

  /** All metrics in Prometheus's text format. */
  prometheus(): string {
    return prometheusText(this.families());
  }

  /** Rows of the history as a table, times in ISO 8601. */
  csv(selection: ExportSelection = {}): string {
    return csvOf(this.rows(selection), (ms) => new Date(ms).toISOString());
  }

  /** Rows of the history as JSON. */
  json(selection: ExportSelection = {}): string {
    return jsonOf(this.rows(selection));
  }

  private rows(selection: ExportSelection): readonly ServiceRows[] {
    const { windowMs = 3_600_000, tier = tierFor(windowMs), services } = selection;
    const now = this.clock.now();
    return (services ?? this.history.services).flatMap((service) => {
      const series = this.history.series(service);
      return series === undefined ? [] : [{ service, rows: readRows(series, tier, windowMs, now) }];
    });
  }
}

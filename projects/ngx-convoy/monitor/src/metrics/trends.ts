import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import {
  forecast,
  type Forecast,
  readRows,
  type TierName,
  type Trend,
  trendOf,
} from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { MetricHistory } from './metric-history';

/** Where the p95 of a service goes. */
export interface LatencyTrend {
  readonly trend: Trend;
  /** When it reaches the limit of the alert `responseTime`; `undefined` when it does not lead there, or nobody can tell. */
  readonly forecast: Forecast | undefined;
  /** Milliseconds. */
  readonly limit: number;
  /** Such as `p95 rises by 4 ms a minute; reaches 2000 ms in about 40 min (30 to 60)`. */
  readonly words: string;
}

/**
 * Where numbers go if they go on like this: a line through the window that a few wild rows do not move, with the range in which the
 * true one lies, and when it crosses the limit. Computed when asked.
 *
 * @usageNotes
 * ```ts
 * inject(Trends).latency('orders', 3_600_000)?.words;
 * ```
 */
@Service()
export class Trends {
  private readonly clock = inject(CLOCK);
  private readonly history = inject(MetricHistory);
  private readonly monitoring = inject(MONITORING);

  /**
   * `undefined` while there are fewer than eight rows with calls.
   *
   * @param windowMs milliseconds, > 0
   */
  latency(service: string, windowMs: number): LatencyTrend | undefined {
    const series = this.history.series(service);
    if (series === undefined) return undefined;
    const rows = readRows(series, tierOfTrend(windowMs), windowMs, this.clock.now());
    const trend = trendOf(rows.starts, rows.columns.p95);
    if (trend === undefined) return undefined;
    const limit = this.monitoring.thresholds(service).responseTime;
    const reached = forecast(trend, limit, 'above');
    return { trend, forecast: reached, limit, words: inWords(trend, reached, limit) };
  }
}

/** Rows of a second have no p95. */
function tierOfTrend(windowMs: number): TierName {
  if (windowMs <= 3_600_000) return 'tenSeconds';
  return windowMs <= 86_400_000 ? 'minute' : 'hour';
}

function inWords(trend: Trend, reached: Forecast | undefined, limit: number): string {
  if (reached?.minutes === 0) return `p95 is over the limit of ${limit} ms`;
  if (!trend.isSure) return 'p95 is steady';
  const way = `p95 ${trend.perMinute > 0 ? 'rises' : 'falls'} by ${speed(Math.abs(trend.perMinute))}`;
  if (reached === undefined) return way;
  const [soonest, latest] = reached.between.map(about);
  return `${way}; reaches ${limit} ms in about ${about(reached.minutes)} (${soonest} to ${latest})`;
}

function speed(perMinute: number): string {
  if (perMinute >= 1) return `${Math.round(perMinute)} ms a minute`;
  return perMinute * 60 >= 1
    ? `${Math.round(perMinute * 60)} ms an hour`
    : 'less than 1 ms an hour';
}

function about(minutes: number): string {
  if (!Number.isFinite(minutes)) return 'never';
  if (minutes < 100) return `${Math.max(1, Math.round(minutes))} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
}

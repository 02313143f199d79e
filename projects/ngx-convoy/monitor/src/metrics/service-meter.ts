import {
  CallCounters,
  ConvoyError,
  type CallOutcome,
  KIND,
  ServiceSeries,
  type SharedSketch,
  type RowListener,
  type Upstream,
} from 'ngx-convoy/core';
import { kindOfCall } from './kind-of-call';

/** All numbers of one service. Observing a call allocates nothing. */
export class ServiceMeter {
  readonly series: ServiceSeries;
  readonly counters = new CallCounters();
  /** How often its breaker has opened by itself. */
  opened = 0;

  constructor(
    readonly upstream: Upstream,
    shared: SharedSketch,
    listener: RowListener,
  ) {
    this.series = new ServiceSeries(shared, listener);
    upstream.meter = (outcome, durationMs, now, error, attempts) => {
      this.observe(outcome, durationMs, now, error, attempts);
    };
  }

  private observe(
    outcome: CallOutcome,
    durationMs: number,
    now: number,
    error: unknown,
    attempts: number,
  ): void {
    const { series, counters } = this;
    const kind = kindOfCall(outcome, error);
    series.record(kind, durationMs, now);
    counters.record(kind, durationMs, attempts);
    if (kind === KIND.rejected && error instanceof ConvoyError) counters.refuse(error.code);
    const { bulkhead } = this.upstream;
    if (bulkhead !== undefined) {
      series.saturate(bulkhead.waiting, bulkhead.inFlight / bulkhead.limit);
    }
  }
}

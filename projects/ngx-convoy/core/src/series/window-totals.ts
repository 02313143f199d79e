import { CALL_KINDS, type CallKind, type FailureKind, KIND } from './call-kind';
import type { Distribution } from './distribution';
import type { MetricTotals } from './metric-totals';
import type { ServiceSeries } from './service-series';
import { tierFor } from './tiers';

/** The sums of a window over a series. */
export class WindowTotals implements MetricTotals {
  readonly sum: number;
  readonly queue: number;
  readonly saturation: number;

  private readonly counts = new Float64Array(CALL_KINDS.length);

  constructor(
    private readonly series: ServiceSeries,
    readonly windowMs: number,
    /** Milliseconds of it that there is something to tell of. */
    private readonly covered: number,
  ) {
    const tier = series.tiers[tierFor(windowMs)];
    const { counts } = this;
    let sum = 0;
    let queue = 0;
    let use = 0;
    for (let back = tier.rowsOf(windowMs) - 1; back >= 0; back--) {
      const row = tier.rowAt(back);
      for (let kind = 0; kind < counts.length; kind++) {
        counts[kind] = (counts[kind] ?? 0) + (tier.counts[kind]?.read(row) ?? 0);
      }
      sum += tier.sum.read(row);
      queue = Math.max(queue, tier.queue.read(row));
      use = Math.max(use, tier.use.read(row));
    }
    this.sum = sum;
    this.queue = queue;
    this.saturation = use / 100;
  }

  get perSecond(): number {
    return (this.calls * 1_000) / this.covered;
  }

  get kinds(): Readonly<Record<CallKind, number>> {
    const { rejected, fallbacks: fallback, cancelled, errors } = this;
    const [success, client] = [this.of('success'), this.of('client')];
    return { success, client, ...errors, rejected, fallback, cancelled };
  }

  get errors(): Readonly<Record<FailureKind, number>> {
    return { server: this.of('server'), network: this.of('network'), timeout: this.of('timeout') };
  }

  get calls(): number {
    return this.wanted + this.cancelled;
  }

  get wanted(): number {
    return this.successes + this.failures + this.rejected;
  }

  get successes(): number {
    return this.of('success') + this.of('client');
  }

  get failures(): number {
    return this.of('server') + this.of('network') + this.of('timeout');
  }

  get rejected(): number {
    return this.of('rejected');
  }

  get fallbacks(): number {
    return this.of('fallback');
  }

  get cancelled(): number {
    return this.of('cancelled');
  }

  quantile(q: number): number | undefined {
    return this.distribution().quantile(q);
  }

  shareWithin(ms: number): number | undefined {
    return this.distribution().shareWithin(ms);
  }

  private distribution(): Distribution {
    return this.series.distribution(this.windowMs, this);
  }

  private of(kind: CallKind): number {
    return this.counts[KIND[kind]] ?? 0;
  }
}

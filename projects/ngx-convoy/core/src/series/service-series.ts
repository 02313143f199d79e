import { requireNumber } from '../options';
import { LatencySketch } from '../sketch/latency-sketch';
import { CALL_KINDS, TIMED_KINDS } from './call-kind';
import { type Distribution, distributionOf, estimateOf, type WeightedSpread } from './distribution';
import type { MetricTotals } from './metric-totals';
import { SeriesTier } from './series-tier';
import { SharedSketch } from './shared-sketch';
import { spreadOf, type Spread } from './spread-column';
import { TIERS, type TierName, tierFor } from './tiers';
import { WindowTotals } from './window-totals';

/** How many rows each tier keeps: ten minutes, six hours, a day, thirty days, a year. */
const ROWS: Readonly<Record<TierName, number>> = {
  second: 600,
  tenSeconds: 2_160,
  minute: 1_440,
  hour: 720,
  day: 365,
};

/** Rows whose sketches are kept: ten minutes of ten seconds each, an hour of minutes. */
const SKETCHES = 60;

/** Milliseconds between two signs of life, above which nobody knows what was between them. */
const PATIENCE = 15_000;

/** Hears of a row that is complete; it is the head of its tier until the listener returns. */
export type RowListener = (tier: TierName, series: ServiceSeries) => void;

/**
 * The numbers of one service from a second to a year ago, in five rings of rows that get coarser with age.
 *
 * Recording adds to the second that goes on and to the sketch of its ten seconds; when a second is over, or somebody reads,
 * it is added to a row of each tier. No timer: what time alone has changed is found by whoever records or looks next. Memory
 * is bounded and grows with what there is to remember (see `bytes`). Hours and days are those of UTC.
 *
 * A clock that is set back goes on in the rows that are there; one that jumps ahead leaves rows of which nobody knows anything.
 *
 * @usageNotes
 * ```ts
 * const series = new ServiceSeries();
 * series.record(KIND.success, 120, clock.now());
 * const { wanted, failures, quantile } = series.totals(300_000, clock.now());
 * ```
 */
export class ServiceSeries {
  /** @internal */
  readonly tiers: Readonly<Record<TierName, SeriesTier>>;
  /** Durations of the ten seconds that go on. */
  private readonly recent = new LatencySketch();
  private readonly fineToCoarse: readonly SeriesTier[];

  /** The second that goes on, by kind; what of it is not yet in any tier. */
  private readonly open = new Float64Array(CALL_KINDS.length);
  private openSum = 0;
  private openQueue = 0;
  private openUse = 0;
  private openMin = Infinity;
  private openMax = -Infinity;
  private isOpen = false;
  private lastSeen = -Infinity;

  /**
   * @param shared for putting sketches together; one may serve many series
   * @param listener hears of rows that are complete, but for those of the finest tier
   */
  constructor(
    private readonly shared = new SharedSketch(),
    private readonly listener?: RowListener,
  ) {
    const tier = (name: TierName, sketches?: number): SeriesTier =>
      new SeriesTier(name, TIERS[name], ROWS[name], sketches);
    this.tiers = {
      second: tier('second'),
      tenSeconds: tier('tenSeconds', SKETCHES),
      minute: tier('minute', SKETCHES),
      hour: tier('hour'),
      day: tier('day'),
    };
    this.fineToCoarse = Object.values(this.tiers);
  }

  /**
   * @param kind of {@link KIND}
   * @param ms milliseconds; looked at only for successes and failures
   * @param now epoch milliseconds
   */
  record(kind: number, ms: number, now: number): void {
    const age = now - this.tiers.second.start;
    if (!(age >= 0 && age < 1_000)) this.look(now);
    this.isOpen = true;
    this.open[kind] = (this.open[kind] ?? 0) + 1;
    if (kind >= TIMED_KINDS) return;
    this.recent.record(ms);
    this.openSum += ms;
    if (ms < this.openMin) this.openMin = ms;
    if (ms > this.openMax) this.openMax = ms;
  }

  /**
   * How full the service's bulkhead is just now; the most of each row is kept.
   *
   * @param queue calls that wait
   * @param share 0..1 of its places that are taken; more after its limit was lowered
   */
  saturate(queue: number, share: number): void {
    if (queue > this.openQueue) this.openQueue = queue;
    if (share > this.openUse) this.openUse = share;
    this.isOpen = true;
  }

  /** Brings everything up to now. Whoever looks at least every fifteen seconds makes silence a fact: no calls, not no data. */
  look(now: number): void {
    // What is open belongs to the rows that were the newest until now.
    if (this.isOpen) this.settle();
    const elapsed = now - this.lastSeen;
    this.lastSeen = now;
    const age = now - this.tiers.second.start;
    if (age >= 0 && age < 1_000) return;
    this.openMin = Infinity;
    this.openMax = -Infinity;
    for (const tier of this.fineToCoarse) {
      if (tier.isOverBy(now)) this.close(tier);
      tier.advance(now, elapsed <= PATIENCE);
    }
  }

  /**
   * What happened in the last so many milliseconds, up to now. The window slides by the row: a second for windows of up to two
   * minutes, ten seconds up to an hour, a minute up to a day, an hour up to thirty days.
   *
   * @param windowMs milliseconds, > 0
   * @throws ConfigurationError
   */
  totals(windowMs: number, now: number): MetricTotals {
    requireNumber('windowMs', windowMs, { exclusiveMin: 0 });
    this.look(now);
    return new WindowTotals(this, windowMs);
  }

  /** @internal Durations of the last so many milliseconds. @param owner who will read it again */
  distribution(windowMs: number, owner: object): Distribution {
    const { tenSeconds, minute } = this.tiers;
    if (windowMs <= SKETCHES * tenSeconds.length) return this.merged(tenSeconds, windowMs, owner);
    if (windowMs <= SKETCHES * minute.length) return this.merged(minute, windowMs, owner);
    const tier = this.tiers[tierFor(windowMs)];
    const rows: WeightedSpread[] = [];
    for (let back = tier.rowsOf(windowMs) - 1; back >= 0; back--) {
      const row = tier.rowAt(back);
      const count = tier.timedAt(row);
      if (count > 0) rows.push({ count, spread: this.spreadAt(tier, back) });
    }
    return estimateOf(rows);
  }

  /** @internal Durations of the row so many rows before the newest. */
  spreadAt(tier: SeriesTier, back: number): Spread {
    const isOpenRow = back === 0 && tier !== this.tiers.second;
    return isOpenRow ? spreadOf(this.openSketch(tier)) : tier.spread.read(tier.rowAt(back));
  }

  /** Bytes of all columns and sketches. */
  get bytes(): number {
    return this.fineToCoarse.reduce((sum, { bytes }) => sum + bytes, this.recent.bytes);
  }

  /** Adds what is open to the newest row of each tier. */
  private settle(): void {
    const { open } = this;
    const sum = Math.round(this.openSum);
    const use = Math.round(this.openUse * 100);
    for (const tier of this.fineToCoarse) {
      const { head } = tier;
      for (let kind = 0; kind < open.length; kind++) tier.counts[kind]?.add(head, open[kind] ?? 0);
      tier.sum.add(head, sum);
      if (this.openQueue > tier.queue.read(head)) tier.queue.write(head, this.openQueue);
      if (use > tier.use.read(head)) tier.use.write(head, use);
    }
    if (this.openMax >= this.openMin) {
      const { second } = this.tiers;
      const spread = { min: this.openMin, p50: NaN, p95: NaN, p99: NaN, max: this.openMax };
      second.spread.write(second.head, spread);
    }
    open.fill(0);
    // What rounding took away, or added, comes with the next.
    this.openSum -= sum;
    this.openQueue = 0;
    this.openUse = 0;
    this.isOpen = false;
  }

  /** Its newest row is complete: its durations become those of a row, and part of the next coarser row. */
  private close(tier: SeriesTier): void {
    const { second, tenSeconds } = this.tiers;
    if (tier === second) return;
    if (tier === tenSeconds) {
      tier.sketch = this.recent.pack();
      this.recent.clear();
    }
    const { sketch } = tier;
    if (sketch !== undefined) tier.spread.write(tier.head, spreadOf(this.shared.with(sketch)));
    tier.trail?.put(0, sketch);
    this.listener?.(tier.name, this);
    const coarser = this.fineToCoarse[this.fineToCoarse.indexOf(tier) + 1];
    if (coarser !== undefined) coarser.sketch = this.shared.join(coarser.sketch, sketch);
    tier.sketch = undefined;
  }

  /** What the newest row of a tier has so far. To be read at once. */
  private openSketch(tier: SeriesTier): LatencySketch {
    const parts = this.fineToCoarse.slice(0, this.fineToCoarse.indexOf(tier) + 1);
    const sketch = this.shared.with(...parts.map((part) => part.sketch));
    sketch.merge(this.recent);
    return sketch;
  }

  private merged(tier: SeriesTier, windowMs: number, owner: object): Distribution {
    const sketch = this.shared.for(owner, (empty) => {
      empty.merge(this.recent);
      if (tier.sketch !== undefined) empty.unpack(tier.sketch);
      for (let back = tier.rowsOf(windowMs) - 1; back > 0; back--) {
        const part = tier.trail?.at(back);
        if (part !== undefined) empty.unpack(part);
      }
    });
    return distributionOf(sketch);
  }
}

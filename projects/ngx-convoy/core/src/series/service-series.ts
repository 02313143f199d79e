import { requireNumber } from '../options';
import { LatencySketch } from '../sketch/latency-sketch';
import type { PackedSketch } from '../sketch/packed-sketch';
import { TIMED_KINDS } from './call-kind';
import { type Distribution, distributionOf, estimateOf, type WeightedSpread } from './distribution';
import { joinRows, type KeptRow } from './kept-row';
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
  /** Their newest rows are up to date only after `look`. */
  readonly tiers: Readonly<Record<TierName, SeriesTier>>;
  /** Durations of the ten seconds that go on. */
  private readonly recent = new LatencySketch();
  private readonly fineToCoarse: readonly SeriesTier[];

  /** Of the second that goes on. */
  private fastest = Infinity;
  private slowest = -Infinity;
  private lastSeen = -Infinity;
  /** When the first call was; whatever was restored from before counts as since then. */
  private startedAt = Infinity;

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
    const { second } = this.tiers;
    const age = now - second.start;
    if (!(age >= 0 && age < 1_000)) this.turn(now);
    if (now < this.startedAt) this.startedAt = now;
    const { pending } = second;
    pending[kind] = (pending[kind] ?? 0) + 1;
    second.isPending = true;
    if (kind >= TIMED_KINDS) return;
    this.recent.record(ms);
    second.pendingSum += ms;
    if (ms < this.fastest) this.fastest = ms;
    if (ms > this.slowest) this.slowest = ms;
  }

  /**
   * How full the service's bulkhead is just now; the most of each row is kept. Belongs to the moment of the last `record`.
   *
   * @param queue calls that wait
   * @param share 0..1 of its places that are taken; more after its limit was lowered
   */
  saturate(queue: number, share: number): void {
    const { second } = this.tiers;
    if (queue > second.pendingQueue) second.pendingQueue = queue;
    if (share * 100 > second.pendingUse) second.pendingUse = share * 100;
    second.isPending = true;
  }

  /** Brings everything up to now. Whoever looks at least every fifteen seconds makes silence a fact: no calls, not no data. */
  look(now: number): void {
    this.turn(now);
    this.settleSecond();
    const tiers = this.fineToCoarse;
    for (let at = 0; at < tiers.length; at++) tiers[at]?.flush(tiers[at + 1]);
  }

  /**
   * What happened in the last so many milliseconds, up to now. The window slides by the row: a second for windows of up to two
   * minutes, ten seconds up to ten minutes, a minute up to a day, an hour up to thirty days, then a day.
   *
   * @param windowMs milliseconds, > 0
   * @throws ConfigurationError
   */
  totals(windowMs: number, now: number): MetricTotals {
    requireNumber('windowMs', windowMs, { exclusiveMin: 0 });
    this.look(now);
    const covered = Math.min(windowMs, Math.max(1_000, now - this.startedAt));
    return new WindowTotals(this, windowMs, covered);
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

  /** Durations of the row so many rows before the newest. */
  spreadAt(tier: SeriesTier, back: number): Spread {
    const isOpenRow = back === 0 && tier !== this.tiers.second;
    return isOpenRow ? spreadOf(this.openSketch(tier)) : tier.spread.read(tier.rowAt(back));
  }

  /** All durations of the newest row, as it stands. */
  packNewest(tier: SeriesTier): PackedSketch | undefined {
    return this.openSketch(tier).pack();
  }

  /**
   * Adds what was kept of an earlier time, of this page or another, to the row of its time. What the tier no longer reaches, and
   * what is still to come, is left out; nothing of it is handed to coarser tiers. `look` first.
   */
  restore(tierName: TierName, row: KeptRow): void {
    const tier = this.tiers[tierName];
    const back = Math.round((tier.start - row.start) / tier.length);
    if (!(back >= 0 && back < tier.rows)) return;
    if (row.start < this.startedAt) this.startedAt = row.start;
    const here: KeptRow = { ...tier.kept(back), spread: this.spreadAt(tier, back) };
    tier.keep(back, joinRows(row.start, [here, row], this.shared));
  }

  /** Bytes of all columns and sketches. */
  get bytes(): number {
    return this.fineToCoarse.reduce((sum, { bytes }) => sum + bytes, this.recent.bytes);
  }

  /** Makes the rows of `now` the newest ones. Only a tier whose finer one has begun a row can begin one. */
  private turn(now: number): void {
    const { second } = this.tiers;
    const elapsed = now - this.lastSeen;
    this.lastSeen = now;
    const age = now - second.start;
    if (age >= 0 && age < second.length) return;
    this.settleSecond();
    this.fastest = Infinity;
    this.slowest = -Infinity;
    const tiers = this.fineToCoarse;
    for (let at = 0; at < tiers.length; at++) {
      const tier = tiers[at];
      if (tier === undefined) break;
      if (tier.isOverBy(now)) this.close(tier, tiers[at + 1]);
      if (tier.advance(now, elapsed <= PATIENCE) === 0 && age >= 0) break;
    }
  }

  private settleSecond(): void {
    const { second } = this.tiers;
    if (!second.isPending || this.slowest < this.fastest) return;
    second.spread.write(second.head, {
      min: this.fastest,
      p50: NaN,
      p95: NaN,
      p99: NaN,
      max: this.slowest,
    });
  }

  /** The newest row of a tier is complete: what it has becomes part of the next coarser row. */
  private close(tier: SeriesTier, coarser: SeriesTier | undefined): void {
    tier.flush(coarser);
    if (tier === this.tiers.second) return;
    if (tier === this.tiers.tenSeconds) {
      tier.sketch = this.recent.pack();
      this.recent.clear();
    }
    const { sketch } = tier;
    if (sketch !== undefined) tier.spread.write(tier.head, spreadOf(this.shared.with(sketch)));
    tier.trail?.put(0, sketch);
    this.listener?.(tier.name, this);
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

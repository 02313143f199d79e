import type { PackedSketch } from '../sketch/packed-sketch';
import { CALL_KINDS, TIMED_KINDS } from './call-kind';
import { estimateOf } from './distribution';
import type { ServiceSeries } from './service-series';
import type { SharedSketch } from './shared-sketch';
import { type Spread, spreadOf, UNKNOWN } from './spread-column';
import type { TierName } from './tiers';

/** A row outside of its series: to be stored, sent, put together with others, put back. */
export interface KeptRow {
  /** Epoch milliseconds. */
  readonly start: number;
  /** By kind of call, in the order of `CALL_KINDS`. */
  readonly counts: readonly number[];
  /** Milliseconds that timed calls took together. */
  readonly sum: number;
  /** The longest queue. */
  readonly queue: number;
  /** The fullest bulkhead, in percent. */
  readonly use: number;
  readonly spread: Spread;
  /** All durations, as far as they are kept. */
  readonly sketch: PackedSketch | undefined;
}

/**
 * The newest row of a tier, as it stands. Up to date after `look`, and for whoever hears that it is complete.
 *
 * @returns `undefined` when there was no call
 */
export function newestRow(series: ServiceSeries, tierName: TierName): KeptRow | undefined {
  const tier = series.tiers[tierName];
  const counts = tier.counts.map((column) => column.read(tier.head));
  if (counts.every((count) => count === 0)) return undefined;
  return {
    start: tier.start,
    counts,
    sum: tier.sum.read(tier.head),
    queue: tier.queue.read(tier.head),
    use: tier.use.read(tier.head),
    spread: series.spreadAt(tier, 0),
    sketch: series.packNewest(tier),
  };
}

/** What several rows are together: minutes an hour, or what two tabs saw of the same minute. */
export function joinRows(start: number, rows: readonly KeptRow[], shared: SharedSketch): KeptRow {
  const sketches = rows.filter(
    ({ sketch, counts }) => sketch !== undefined || timedOf(counts) === 0,
  );
  const sketch = shared.with(...rows.map((row) => row.sketch));
  return {
    start,
    counts: CALL_KINDS.map((_, kind) => sumOf(rows, ({ counts }) => counts[kind] ?? 0)),
    sum: sumOf(rows, (row) => row.sum),
    queue: Math.max(0, ...rows.map(({ queue }) => queue)),
    use: Math.max(0, ...rows.map(({ use }) => use)),
    spread: sketches.length === rows.length ? spreadOf(sketch) : joinSpreads(rows),
    sketch: sketch.pack(),
  };
}

/** Where not all durations are kept, the spreads say what they can. */
function joinSpreads(rows: readonly KeptRow[]): Spread {
  const estimate = estimateOf(
    rows.map(({ counts, spread }) => ({ count: timedOf(counts), spread })),
  );
  const at = (q: number): number => estimate.quantile(q) ?? NaN;
  return estimate.count === 0
    ? UNKNOWN
    : { min: at(0), p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function timedOf(counts: readonly number[]): number {
  return counts.slice(0, TIMED_KINDS).reduce((sum, count) => sum + count, 0);
}

function sumOf(rows: readonly KeptRow[], read: (row: KeptRow) => number): number {
  return rows.reduce((sum, row) => sum + read(row), 0);
}

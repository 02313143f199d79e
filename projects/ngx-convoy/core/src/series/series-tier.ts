import type { PackedSketch } from '../sketch/packed-sketch';
import { advance, type BucketTimes } from '../window/bucket-times';
import { CALL_KINDS, TIMED_KINDS } from './call-kind';
import type { KeptRow } from './kept-row';
import { NarrowColumn } from './narrow-column';
import { SketchTrail } from './sketch-trail';
import { SpreadColumn } from './spread-column';
import type { TierName } from './tiers';

/** A ring of rows of the same length in time. The newest one, its head, is still being written. */
export class SeriesTier implements BucketTimes {
  start = -Infinity;
  /** One for each kind of call, by its number. */
  readonly counts: readonly NarrowColumn[];
  /** Whole milliseconds that timed calls took together. */
  readonly sum: NarrowColumn;
  /** The longest queue. */
  readonly queue: NarrowColumn;
  /** The fullest bulkhead, in percent of its places. */
  readonly use: NarrowColumn;
  readonly spread: SpreadColumn;
  /** The row that goes on. */
  head = 0;
  /** By kind, what belongs to the row that goes on and is not yet written there. */
  readonly pending = new Float64Array(CALL_KINDS.length);
  pendingSum = 0;
  pendingQueue = 0;
  pendingUse = 0;
  isPending = false;
  /** What the complete rows of the next finer tier have brought to the row that goes on. */
  sketch: PackedSketch | undefined;
  readonly trail: SketchTrail | undefined;

  /**
   * @param name what it is called
   * @param length milliseconds of one row
   * @param rows how many of them
   * @param sketches of how many rows the sketches are kept
   */
  constructor(
    readonly name: TierName,
    readonly length: number,
    readonly rows: number,
    sketches = 0,
  ) {
    this.trail = sketches > 0 ? new SketchTrail(sketches) : undefined;
    this.counts = CALL_KINDS.map(() => new NarrowColumn(rows));
    this.sum = new NarrowColumn(rows);
    this.queue = new NarrowColumn(rows);
    this.use = new NarrowColumn(rows);
    this.spread = new SpreadColumn(rows);
  }

  /** Whether the row that goes on is over by then. */
  isOverBy(now: number): boolean {
    // Bounds as those of `advance`: a clock that is set back ends nothing.
    return (
      Math.round((Math.floor(now / this.length) * this.length - this.start) / this.length) > 0 &&
      this.start > -Infinity
    );
  }

  /** Writes what is pending, which is then pending in the next coarser tier. */
  flush(coarser: SeriesTier | undefined): void {
    if (!this.isPending) return;
    const { pending, head } = this;
    for (let kind = 0; kind < pending.length; kind++) {
      const count = pending[kind] ?? 0;
      if (count === 0) continue;
      this.counts[kind]?.add(head, count);
      if (coarser !== undefined) coarser.pending[kind] = (coarser.pending[kind] ?? 0) + count;
      pending[kind] = 0;
    }
    const sum = Math.round(this.pendingSum);
    this.sum.add(head, sum);
    if (this.pendingQueue > this.queue.read(head)) this.queue.write(head, this.pendingQueue);
    if (this.pendingUse > this.use.read(head)) this.use.write(head, Math.round(this.pendingUse));
    if (coarser !== undefined) {
      coarser.pendingSum += sum;
      coarser.pendingQueue = Math.max(coarser.pendingQueue, this.pendingQueue);
      coarser.pendingUse = Math.max(coarser.pendingUse, this.pendingUse);
      coarser.isPending = true;
    }
    // What rounding took away, or added, comes with the next.
    this.pendingSum -= sum;
    this.pendingQueue = 0;
    this.pendingUse = 0;
    this.isPending = false;
  }

  /**
   * Makes the row of `now` the head, and empties those that begin.
   *
   * @param wasSeen whether what was passed over was a time in which nothing happened; else nobody knows
   * @returns how many rows have begun, at most all of them
   */
  advance(now: number, wasSeen: boolean): number {
    const begun = Math.min(advance(this, now), this.rows);
    this.trail?.advance(begun);
    if (begun === this.rows) {
      this.clear();
    } else {
      for (let step = 1; step <= begun; step++) {
        this.head = (this.head + 1) % this.rows;
        this.forget(this.head);
        if (wasSeen) this.spread.see(this.head);
      }
    }
    this.spread.see(this.head);
    return begun;
  }

  /** The row so many rows before the head. @param back 0..rows - 1 */
  rowAt(back: number): number {
    const row = this.head - back;
    return row < 0 ? row + this.rows : row;
  }

  /** The row so many rows before the newest, with its sketch if it is kept. Of the newest one, what finer rows have brought. */
  kept(back: number): Omit<KeptRow, 'spread'> {
    const row = this.rowAt(back);
    return {
      start: this.start - back * this.length,
      counts: this.counts.map((column) => column.read(row)),
      sum: this.sum.read(row),
      queue: this.queue.read(row),
      use: this.use.read(row),
      sketch: back === 0 ? this.sketch : this.trailAt(back),
    };
  }

  /** Puts another row in the place of that one. */
  keep(back: number, { counts, sum, queue, use, spread, sketch }: KeptRow): void {
    const row = this.rowAt(back);
    this.counts.forEach((column, kind) => {
      column.write(row, counts[kind] ?? 0);
    });
    this.sum.write(row, sum);
    this.queue.write(row, queue);
    this.use.write(row, use);
    this.spread.see(row);
    if (back === 0) this.sketch = sketch;
    else {
      this.spread.write(row, spread);
      if (this.trail !== undefined && back < this.trail.length) this.trail.put(back, sketch);
    }
  }

  private trailAt(back: number): PackedSketch | undefined {
    return this.trail !== undefined && back < this.trail.length ? this.trail.at(back) : undefined;
  }

  /** How many rows a window takes, the one that goes on included. */
  rowsOf(windowMs: number): number {
    return Math.min(this.rows, Math.ceil(windowMs / this.length));
  }

  get bytes(): number {
    const columns = [...this.counts, this.sum, this.queue, this.use, this.spread];
    const sketches = (this.trail?.bytes ?? 0) + (this.sketch?.bytes ?? 0);
    return columns.reduce((sum, { bytes }) => sum + bytes, sketches);
  }

  /** Successes and failures of a row. */
  timedAt(row: number): number {
    let sum = 0;
    for (let kind = 0; kind < TIMED_KINDS; kind++) sum += this.counts[kind]?.read(row) ?? 0;
    return sum;
  }

  private forget(row: number): void {
    for (const column of this.counts) column.write(row, 0);
    this.sum.write(row, 0);
    this.queue.write(row, 0);
    this.use.write(row, 0);
    this.spread.forget(row);
  }

  private clear(): void {
    this.head = 0;
    for (const column of this.counts) column.clear();
    this.sum.clear();
    this.queue.clear();
    this.use.clear();
    this.spread.clear();
  }
}

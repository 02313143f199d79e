import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';
import { FINE, type LatencyScale } from './latency-scale';
import { PackedSketch } from './packed-sketch';

/** Bins of a group: so many are skipped at once by whoever looks for something. */
const GROUP_BITS = 5;
const GROUP = 1 << GROUP_BITS;

/**
 * Quantiles of durations in fixed memory (2.6 kB), with a relative error of at most 1 % from 0.5 ms to 120 s. Sketches merge,
 * and what they give is then what one sketch of everything would give.
 *
 * Recording adds to a bin and to the sum of its group; a quantile walks over the groups first.
 *
 * @usageNotes
 * ```ts
 * const sketch = new LatencySketch();
 * for (const ms of durations) sketch.record(ms);
 * sketch.quantile(0.95); // milliseconds
 * sketch.countWithin(300) / sketch.count; // the share that took no longer
 * ```
 *
 * @see Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019
 */
export class LatencySketch {
  /** Durations recorded. */
  count = 0;

  private readonly bins: Uint32Array;
  private readonly groups: Uint32Array;

  /** @param scale how fine it is; default 1 % */
  constructor(readonly scale: LatencyScale = FINE) {
    this.bins = new Uint32Array(scale.bins);
    this.groups = new Uint32Array((scale.bins >> GROUP_BITS) + 1);
  }

  /** @param ms milliseconds; not a number or negative counts as the shortest */
  record(ms: number): void {
    const { bins, groups } = this;
    const bin = this.scale.binOf(ms);
    const group = bin >> GROUP_BITS;
    bins[bin] = (bins[bin] ?? 0) + 1;
    groups[group] = (groups[group] ?? 0) + 1;
    this.count++;
  }

  /**
   * The duration that a share `q` of all durations does not exceed, in milliseconds; `undefined` while there is none.
   *
   * @param q 0..1
   */
  quantile(q: number): number | undefined {
    requireNumber('q', q, { min: 0, max: 1 });
    if (this.count === 0) return undefined;
    return this.scale.valueOf(this.binAt(Math.floor(q * (this.count - 1))));
  }

  /** How many durations were at most `ms`, as exactly as the sketch knows them. */
  countWithin(ms: number): number {
    const { bins, groups } = this;
    const last = this.scale.binOf(ms);
    let seen = 0;
    for (let group = 0; group < last >> GROUP_BITS; group++) seen += groups[group] ?? 0;
    for (let bin = last & -GROUP; bin <= last; bin++) seen += bins[bin] ?? 0;
    return seen;
  }

  /**
   * Adds what `other` has recorded.
   *
   * @throws ConfigurationError when it is finer or coarser than this one
   */
  merge(other: LatencySketch): void {
    const { bins, groups } = this;
    if (other.scale !== this.scale) {
      const { accuracy } = this.scale;
      throw new ConfigurationError('other.scale', other.scale.accuracy, {
        min: accuracy,
        max: accuracy,
      });
    }
    for (let group = 0; group < groups.length; group++) {
      const added = other.groups[group] ?? 0;
      if (added === 0) continue;
      groups[group] = (groups[group] ?? 0) + added;
      const end = Math.min((group + 1) << GROUP_BITS, bins.length);
      for (let bin = group << GROUP_BITS; bin < end; bin++) {
        bins[bin] = (bins[bin] ?? 0) + (other.bins[bin] ?? 0);
      }
    }
    this.count += other.count;
  }

  /** What it has recorded, in as few bytes as that takes; `undefined` while it is empty. */
  pack(): PackedSketch | undefined {
    if (this.count === 0) return undefined;
    const first = this.binAt(0);
    return PackedSketch.of(first, this.bins.subarray(first, this.binAt(this.count - 1) + 1));
  }

  /** Adds what was packed. Bins that this one does not have count at the edge. */
  unpack({ cells, form, first }: PackedSketch): void {
    const { bins, groups } = this;
    const last = bins.length - 1;
    const isSparse = form === 'sparse';
    const step = form === 'wide' ? 2 : 1;
    let added = 0;
    let bin = isSparse ? first : first - 1;
    for (let at = 0; at < cells.length; at += step) {
      const cell = cells.charCodeAt(at);
      let count = cell;
      if (isSparse) {
        bin += cell >> 4;
        count = cell & 0xf;
      } else {
        bin += 1;
        if (step === 2) count += cells.charCodeAt(at + 1) * 0x1_00_00;
      }
      if (count === 0) continue;
      const known = bin < last ? bin : last;
      const group = known >> GROUP_BITS;
      bins[known] = (bins[known] ?? 0) + count;
      groups[group] = (groups[group] ?? 0) + count;
      added += count;
    }
    this.count += added;
  }

  get bytes(): number {
    return this.bins.byteLength + this.groups.byteLength;
  }

  clear(): void {
    if (this.count === 0) return;
    this.bins.fill(0);
    this.groups.fill(0);
    this.count = 0;
  }

  /** The bin of the duration that `rank` others do not exceed. Found from the nearer end. */
  private binAt(rank: number): number {
    return rank * 2 < this.count ? this.fromBelow(rank) : this.fromAbove(this.count - 1 - rank);
  }

  private fromBelow(rank: number): number {
    const { bins, groups } = this;
    let group = 0;
    let left = rank;
    for (let sum = groups[0] ?? 0; left >= sum; sum = groups[++group] ?? Infinity) left -= sum;
    let bin = group << GROUP_BITS;
    for (let sum = bins[bin] ?? 0; left >= sum; sum = bins[++bin] ?? Infinity) left -= sum;
    return bin;
  }

  /** @param rank how many are above it */
  private fromAbove(rank: number): number {
    const { bins, groups } = this;
    let group = groups.length - 1;
    let left = rank;
    for (let sum = groups[group] ?? 0; left >= sum; sum = groups[--group] ?? Infinity) left -= sum;
    let bin = Math.min((group + 1) << GROUP_BITS, bins.length) - 1;
    for (let sum = bins[bin] ?? 0; left >= sum; sum = bins[--bin] ?? Infinity) left -= sum;
    return bin;
  }
}

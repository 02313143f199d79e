import { FINE } from '../sketch/latency-scale';
import type { LatencySketch } from '../sketch/latency-sketch';
import { NarrowColumn } from './narrow-column';

/** How long the calls of a row took, in milliseconds; NaN while that is not known. */
export interface Spread {
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** One digit for each bin, and 0 for "not known". */
const RADIX = /* @__PURE__ */ (() => FINE.bins + 1)();
const TWO_TO_32 = 0x1_00_00_00_00;
/** Of a row without durations. */
export const UNKNOWN: Spread = { min: NaN, p50: NaN, p95: NaN, p99: NaN, max: NaN };

/**
 * Five durations a row as five digits of one number: 621^5 is less than 2^48, so that they take 6 bytes instead of 20, at no
 * loss, because a sketch knows them no more exactly than by their bins. The same number says whether a row was seen at all.
 */
export class SpreadColumn {
  private readonly low: NarrowColumn;
  private readonly high: NarrowColumn;

  constructor(length: number) {
    this.low = new NarrowColumn(length);
    this.high = new NarrowColumn(length);
  }

  /** Whether anybody was there to see what happened in that time. */
  isSeen(row: number): boolean {
    return this.low.read(row) !== 0 || this.high.read(row) !== 0;
  }

  /** Somebody was there; nothing is known of durations yet. */
  see(row: number): void {
    if (!this.isSeen(row)) this.low.write(row, 1);
  }

  read(row: number): Spread {
    let rest = this.high.read(row) * TWO_TO_32 + this.low.read(row) - 1;
    if (rest <= 0) return UNKNOWN;
    const digit = (): number => {
      const bin = rest % RADIX;
      rest = Math.floor(rest / RADIX);
      return bin === 0 ? NaN : FINE.valueOf(bin - 1);
    };
    return { max: digit(), p99: digit(), p95: digit(), p50: digit(), min: digit() };
  }

  /** Milliseconds; NaN for what is not known. */
  write(row: number, { min, p50, p95, p99, max }: Spread): void {
    let code = digitOf(min);
    code = code * RADIX + digitOf(p50);
    code = code * RADIX + digitOf(p95);
    code = code * RADIX + digitOf(p99);
    code = code * RADIX + digitOf(max) + 1;
    const high = Math.floor(code / TWO_TO_32);
    this.low.write(row, code - high * TWO_TO_32);
    this.high.write(row, high);
  }

  forget(row: number): void {
    this.low.write(row, 0);
    this.high.write(row, 0);
  }

  clear(): void {
    this.low.clear();
    this.high.clear();
  }

  get bytes(): number {
    return this.low.bytes + this.high.bytes;
  }
}

function digitOf(ms: number): number {
  return Number.isNaN(ms) ? 0 : FINE.binOf(ms) + 1;
}

export function spreadOf(sketch: LatencySketch): Spread {
  const at = (q: number): number => sketch.quantile(q) ?? NaN;
  return sketch.count === 0
    ? UNKNOWN
    : { min: at(0), p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

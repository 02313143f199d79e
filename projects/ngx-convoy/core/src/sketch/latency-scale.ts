/** Milliseconds; what is outside counts at the edge. */
const SHORTEST = 0.5;
const LONGEST = 120_000;

/**
 * Bins for durations from 0.5 ms to 120 s, each wider than the one before by the same factor, so that the value that stands
 * for a bin is off by the same share everywhere.
 *
 * @see Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019
 */
export class LatencyScale {
  /** How many there are. */
  readonly bins: number;

  private readonly gamma: number;
  private readonly perLog: number;
  private readonly offset: number;

  /** @param accuracy largest relative error, 0..1, both ends left out */
  constructor(readonly accuracy: number) {
    this.gamma = (1 + accuracy) / (1 - accuracy);
    this.perLog = 1 / Math.log(this.gamma);
    this.offset = Math.ceil(Math.log(SHORTEST) * this.perLog);
    this.bins = Math.ceil(Math.log(LONGEST) * this.perLog) - this.offset + 1;
  }

  /** @param ms milliseconds; not a number or negative counts as the shortest */
  binOf(ms: number): number {
    const bin = ms > SHORTEST ? Math.ceil(Math.log(ms) * this.perLog) - this.offset : 0;
    return bin < this.bins ? bin : this.bins - 1;
  }

  /** Milliseconds: the value whose relative distance to both edges of the bin is the same. */
  valueOf(bin: number): number {
    return (2 * this.gamma ** (bin + this.offset)) / (this.gamma + 1);
  }
}

/** 620 bins, 1 %: what metrics are kept in. */
export const FINE = /* @__PURE__ */ new LatencyScale(0.01);

/** 311 bins, 2 %: for decisions of the hot path, of which every instance has several. */
export const COARSE = /* @__PURE__ */ new LatencyScale(0.02);

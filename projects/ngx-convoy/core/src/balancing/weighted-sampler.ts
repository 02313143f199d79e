import type { Random } from '../random';
import type { Endpoint } from './endpoint';

/**
 * Draws places of a list at random, each in proportion to a weight, in constant time: one look into a table that is
 * prepared in linear time.
 *
 * @see Walker 1977, Vose 1991, "alias method"
 */
export class WeightedSampler {
  /** Whether all weigh the same: then there is no table, and a draw is a dice. */
  isEven = true;

  private count = 0;
  private weights = new Float64Array(0);
  /** How likely a place keeps its column of the table, as a share of it. */
  private keeps = new Float64Array(0);
  /** Who has the rest of the column. */
  private aliases = new Int32Array(0);

  /** Weights of 0 are never drawn, unless all are 0. */
  prepare(endpoints: readonly Endpoint[], weigh: (endpoint: Endpoint) => number): void {
    const count = endpoints.length;
    this.count = count;
    if (this.keeps.length < count) {
      this.weights = new Float64Array(count);
      this.keeps = new Float64Array(count);
      this.aliases = new Int32Array(count);
    }
    const { weights } = this;
    let sum = 0;
    for (let place = 0; place < count; place++) {
      const endpoint = endpoints[place];
      const weight = endpoint === undefined ? 0 : weigh(endpoint);
      weights[place] = weight;
      sum += weight;
    }
    const mean = sum / count;
    this.isEven = true;
    for (let place = 0; place < count; place++) {
      if (Math.abs((weights[place] ?? 0) - mean) > mean * EVEN) this.isEven = false;
    }
    if (!this.isEven) this.fill(mean);
  }

  /** What {@link drawTwo} has drawn: the first by its weight, the other any other. */
  one = 0;
  other = 0;

  /** A place in the list that it was prepared from; meaningless for an empty one. */
  draw(random: Random): number {
    const point = random() * this.count;
    const column = Math.floor(point);
    if (this.isEven || point - column < (this.keeps[column] ?? 0)) return column;
    return this.aliases[column] ?? 0;
  }

  /**
   * Draws two different places of a list of at least two. A random number is what a draw spends its time on, so one has to
   * do for both: what is left of it when the first is known is as even as it was.
   */
  drawTwo(random: Random): void {
    const { count } = this;
    const point = random() * count;
    const column = Math.floor(point);
    let rest = point - column;
    let one = column;
    if (!this.isEven) {
      const keeps = this.keeps[column] ?? 0;
      if (rest < keeps) {
        rest /= keeps;
      } else {
        one = this.aliases[column] ?? 0;
        rest = (rest - keeps) / (1 - keeps);
      }
    }
    const step = Math.min(count - 2, Math.floor(rest * (count - 1)));
    this.one = one;
    this.other = step < one ? step : step + 1;
  }

  /** What the place weighed when the table was prepared. */
  weightOf(place: number): number {
    return this.weights[place] ?? 0;
  }

  /** Every column is as high as the mean: who has less fills up with somebody who has more. */
  private fill(mean: number): void {
    const { keeps, aliases, weights, count } = this;
    const small: number[] = [];
    const large: number[] = [];
    for (let place = 0; place < count; place++) {
      const height = (weights[place] ?? 0) / mean;
      keeps[place] = height;
      aliases[place] = place;
      (height < 1 ? small : large).push(place);
    }
    for (let poor = small.pop(); poor !== undefined; poor = small.pop()) {
      const rich = large.at(-1);
      if (rich === undefined) {
        // Only what rounding has left below the mean.
        keeps[poor] = 1;
        continue;
      }
      aliases[poor] = rich;
      const left = (keeps[rich] ?? 0) - (1 - (keeps[poor] ?? 0));
      keeps[rich] = left;
      if (left < 1) {
        large.pop();
        small.push(rich);
      }
    }
    for (const rich of large) keeps[rich] = 1;
  }
}

/** Weights that differ by less than this are the same. */
const EVEN = 1e-9;

import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/**
 * In turn, by weight, and spread out: weights 5, 1, 1 give `a a b a c a a`, never five in a row.
 *
 * Credits belong to the instances and not to places in the list, so that a list that shrinks or grows goes on fairly.
 * An instance of weight 0 gets nothing, unless all have 0.
 *
 * @see nginx, smooth weighted round-robin (commit 52327e0)
 */
export class RoundRobin implements Picker {
  readonly name = 'round-robin';

  private turn = 0;

  pick(candidates: readonly Endpoint[]): Endpoint | undefined {
    if (candidates.length < 2) return candidates[0];
    let best: Endpoint | undefined;
    let weights = 0;
    for (const candidate of candidates) {
      const { weight } = candidate;
      if (weight === 0) continue;
      weights += weight;
      candidate.credit += weight;
      if (best === undefined || candidate.credit > best.credit) best = candidate;
    }
    if (best === undefined) return candidates[this.turn++ % candidates.length];
    best.credit -= weights;
    return best;
  }
}

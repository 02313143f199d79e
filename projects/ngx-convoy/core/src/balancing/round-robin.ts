import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/**
 * In turn, by weight, and spread out: weights 5, 1, 1 give `a a b a c a a`, never five in a row.
 *
 * Credits belong to the instances and not to places in the list, so that a list that shrinks or grows goes on fairly.
 *
 * @see nginx, smooth weighted round-robin (commit 52327e0)
 */
export class RoundRobin implements Picker {
  readonly name = 'round-robin';

  pick(candidates: readonly Endpoint[]): Endpoint | undefined {
    let best = candidates[0];
    if (best === undefined || candidates.length === 1) return best;
    let weights = 0;
    for (const candidate of candidates) weights += candidate.weight;
    // When every weight is 0, all are equal.
    const equal = weights === 0;
    for (const candidate of candidates) {
      candidate.credit += equal ? 1 : candidate.weight;
      if (candidate.credit > best.credit && (equal || candidate.weight > 0)) best = candidate;
      else if (best.weight === 0 && !equal && candidate.weight > 0) best = candidate;
    }
    best.credit -= equal ? candidates.length : weights;
    return best;
  }
}

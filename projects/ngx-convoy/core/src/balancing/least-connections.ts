import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/**
 * The instance with the fewest calls under way for its weight; among equals the one that has waited longest.
 *
 * @see Envoy, weighted least request: `weight / (active + 1)`
 */
export class LeastConnections implements Picker {
  readonly name = 'least-connections';

  /** Counts down: who was picked earlier has the higher credit. */
  private turn = 0;

  pick(candidates: readonly Endpoint[]): Endpoint | undefined {
    if (candidates.length < 2) return candidates[0];
    let best: Endpoint | undefined;
    let bestLoad = Infinity;
    for (const candidate of candidates) {
      const load = (candidate.inFlight + 1) / candidate.weight;
      if (load > bestLoad) continue;
      if (best === undefined || load < bestLoad || candidate.credit > best.credit) {
        best = candidate;
        bestLoad = load;
      }
    }
    if (best !== undefined) best.credit = --this.turn;
    return best;
  }
}

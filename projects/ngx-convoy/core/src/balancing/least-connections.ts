import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/**
 * The instance with the fewest calls under way for its weight; equals take turns.
 *
 * @see Envoy, weighted least request: `weight / (active + 1)`
 */
export class LeastConnections implements Picker {
  readonly name = 'least-connections';

  private turn = 0;

  pick(candidates: readonly Endpoint[]): Endpoint | undefined {
    const { length } = candidates;
    if (length < 2) return candidates[0];
    this.turn = (this.turn + 1) % 0x3fffffff;
    let best: Endpoint | undefined;
    let bestLoad = Infinity;
    for (let i = 0; i < length; i++) {
      const candidate = candidates[(this.turn + i) % length];
      if (candidate === undefined) continue;
      const load = (candidate.inFlight + 1) / candidate.weight;
      if (best === undefined || load < bestLoad) {
        best = candidate;
        bestLoad = load;
      }
    }
    return best;
  }
}

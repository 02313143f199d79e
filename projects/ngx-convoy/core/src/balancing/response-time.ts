import type { Random } from '../random';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/** Milliseconds: below this, answers are equally fast; it keeps a cached answer from drawing all traffic. */
const FASTEST = 1;

/**
 * At random, weighted by `weight / average response time`. An instance that nobody has called yet gets the mean share of
 * the others, so that it is neither flooded nor forgotten.
 *
 * @see gRPC A58, weighted_round_robin, for the mean of unknown weights
 */
export class ResponseTime implements Picker {
  readonly name = 'response-time';

  constructor(private readonly random: Random) {}

  pick(candidates: readonly Endpoint[]): Endpoint | undefined {
    if (candidates.length < 2) return candidates[0];
    let speeds = 0;
    let known = 0;
    for (const { latency } of candidates) {
      if (latency.value === undefined) continue;
      speeds += 1 / Math.max(FASTEST, latency.value);
      known++;
    }
    const unknownSpeed = known === 0 ? 1 : speeds / known;

    let sum = 0;
    for (const candidate of candidates) sum += share(candidate, unknownSpeed);
    if (sum === 0) return candidates[Math.floor(this.random() * candidates.length)];
    let left = this.random() * sum;
    let picked: Endpoint | undefined;
    for (const candidate of candidates) {
      const portion = share(candidate, unknownSpeed);
      if (portion === 0) continue;
      picked = candidate;
      left -= portion;
      if (left < 0) break;
    }
    return picked;
  }
}

function share({ latency, weight }: Endpoint, unknownSpeed: number): number {
  return (
    weight * (latency.value === undefined ? unknownSpeed : 1 / Math.max(FASTEST, latency.value))
  );
}

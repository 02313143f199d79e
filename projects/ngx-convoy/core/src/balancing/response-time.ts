import type { Random } from '../random';
import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';
import { WeightedSampler } from './weighted-sampler';

/** Milliseconds: below this, answers are equally fast; it keeps a cached answer from drawing all traffic. */
const FASTEST = 1;
/** Milliseconds for which speeds are good enough: the averages move in seconds. */
const FRESH = 250;

/**
 * At random, weighted by `share / average response time`. An instance that nobody has called yet gets the mean speed of
 * the others, so that it is neither flooded nor forgotten.
 *
 * @see gRPC A58, weighted_round_robin, for the mean of unknown weights
 */
export class ResponseTime implements Picker {
  readonly name = 'response-time';

  private readonly sampler = new WeightedSampler();
  private seen: Candidates | undefined;
  private revision = -1;
  /** Epoch milliseconds. */
  private preparedAt = 0;
  private unknownSpeed = 1;

  constructor(private readonly random: Random) {}

  pick(candidates: Candidates, now: number): Endpoint | undefined {
    const { list } = candidates;
    if (list.length < 2) return list[0];
    if (
      candidates.revision !== this.revision ||
      Math.abs(now - this.preparedAt) >= FRESH ||
      candidates !== this.seen
    ) {
      this.prepare(candidates, now);
    }
    return list[this.sampler.draw(this.random)];
  }

  /** Milliseconds for one unit of share. */
  load({ latency, share }: Endpoint): number {
    return 1 / (share * speedOf(latency.value, this.unknownSpeed));
  }

  because(): string {
    return 'drawn, the faster the likelier';
  }

  private prepare(candidates: Candidates, now: number): void {
    this.seen = candidates;
    this.revision = candidates.revision;
    this.preparedAt = now;
    let speeds = 0;
    let known = 0;
    for (const { latency } of candidates.list) {
      if (latency.value === undefined) continue;
      speeds += speedOf(latency.value, 0);
      known += 1;
    }
    const unknownSpeed = known === 0 ? 1 : speeds / known;
    this.unknownSpeed = unknownSpeed;
    this.sampler.prepare(
      candidates.list,
      ({ latency, share }) => share * speedOf(latency.value, unknownSpeed),
    );
  }
}

function speedOf(latency: number | undefined, unknown: number): number {
  return latency === undefined ? unknown : 1 / Math.max(FASTEST, latency);
}

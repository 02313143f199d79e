import type { Random } from '../random';
import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';
import { WeightedSampler } from './weighted-sampler';

/** Up to so many all are compared; beyond, two that are drawn, so that a pick costs the same with a thousand. */
const COMPARED = 8;

/**
 * The instance with the fewest calls under way for its share; equals take turns by their shares.
 *
 * @see Envoy, "Weighted least request"
 */
export class LeastConnections implements Picker {
  readonly name = 'least-connections';

  private readonly sampler = new WeightedSampler();
  private seen: Candidates | undefined;
  private revision = -1;

  constructor(private readonly random: Random) {}

  pick(candidates: Candidates): Endpoint | undefined {
    const { list } = candidates;
    if (list.length < 2) return list[0];
    return list.length <= COMPARED ? leastOf(candidates) : this.betterOfTwo(candidates);
  }

  load({ inFlight, share }: Endpoint): number {
    return share > 0 ? inFlight / share : Infinity;
  }

  private betterOfTwo(candidates: Candidates): Endpoint | undefined {
    const { list, loads, revision } = candidates;
    if (revision !== this.revision || candidates !== this.seen) {
      this.seen = candidates;
      this.revision = revision;
      this.sampler.prepare(list, ({ share }) => share);
    }
    const { sampler } = this;
    sampler.drawTwo(this.random);
    const { one, other } = sampler;
    return list[(loads[other] ?? 0) < (loads[one] ?? 0) ? other : one];
  }
}

/** All are compared; among the least loaded, turns are spread out by their shares, as round robin does. */
function leastOf({ list, loads }: Candidates): Endpoint | undefined {
  const count = list.length;
  let least = 0;
  let equals = 1;
  for (let place = 1; place < count; place++) {
    const difference = (loads[place] ?? 0) - (loads[least] ?? 0);
    if (difference < 0) {
      least = place;
      equals = 1;
    } else if (!(difference > 0)) equals += 1;
  }
  if (equals === 1) return list[least];
  const load = loads[least] ?? 0;
  let best: Endpoint | undefined;
  let sum = 0;
  for (let place = least; place < count; place++) {
    const endpoint = list[place];
    if (endpoint === undefined || loads[place] !== load) continue;
    // Who has no share is here only when nobody has one.
    const turn = endpoint.share > 0 ? endpoint.share : 1;
    sum += turn;
    endpoint.credit += turn;
    if (best === undefined || endpoint.credit > best.credit) best = endpoint;
  }
  if (best !== undefined) best.credit -= sum;
  return best;
}

import { mix, murmur3 } from '../hash/murmur3';
import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/**
 * The same instance for the same key, in every browser, as long as it is fit. When it goes, only its own keys move, and
 * to all others alike; when it comes back, so do they. Keys are spread by share.
 *
 * A call without a key goes where `others` says.
 *
 * @see Thaler and Ravishankar 1998, "highest random weight"; by weight: Schindelhauer and Schomaker 2005
 */
export class Rendezvous implements Picker {
  readonly name = 'rendezvous';

  private hadKey = false;

  constructor(private readonly others: Picker) {}

  pick(candidates: Candidates, now: number, key?: string): Endpoint | undefined {
    this.hadKey = key !== undefined;
    if (key === undefined) return this.others.pick(candidates, now);
    const hash = murmur3(key);
    let best: Endpoint | undefined;
    let lowest = Infinity;
    for (const endpoint of candidates.list) {
      const rank = rankOf(hash, endpoint.idHash, endpoint.weight);
      if (best === undefined || rank < lowest || (rank === lowest && endpoint.id < best.id)) {
        best = endpoint;
        lowest = rank;
      }
    }
    return best;
  }

  load(endpoint: Endpoint, now: number, key?: string): number {
    if (key === undefined) return this.others.load?.(endpoint, now) ?? 0;
    return rankOf(murmur3(key), endpoint.idHash, endpoint.weight);
  }

  because(): string {
    if (!this.hadKey) return `no key to stick by: ${this.others.because?.() ?? this.others.name}`;
    return 'the first in the order of its key';
  }
}

/** What weight 0 counts as: such instances come last, in an order all the same. */
const NEXT_TO_NOTHING = 1e-9;

/**
 * Where an instance stands in the order of a key: `-ln(u) / weight` for a `u` in (0, 1) that hangs on both. The
 * smallest of such numbers belongs to each instance as often as its weight says.
 *
 * @param keyHash @param idHash hashes of key and id, 0..2^32-1
 */
export function rankOf(keyHash: number, idHash: number, weight: number): number {
  const u = (mix(keyHash ^ mix(idHash)) + 0.5) / 4_294_967_296;
  return -Math.log(u) / Math.max(weight, NEXT_TO_NOTHING);
}

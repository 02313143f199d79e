import { murmur3 } from '../hash/murmur3';
import { rankOf } from './rendezvous';

/** What a choice of a subset looks at. */
interface Ranked {
  readonly id: string;
  readonly weight?: number | undefined;
}

/**
 * Some of many, chosen so that browsers with different seeds spread evenly over all, that heavy ones are chosen more often, and that the
 * choice hardly moves when some come or go: all in the order of a rendezvous hash; the first `size` are the subset.
 *
 * @param seed a whole number, 0..2^32-1, of this browser
 * @param preference the smaller, the earlier; default: all alike
 * @see gRPC A68, "Random subsetting with rendezvous hashing"
 */
export function orderForSubset<T extends Ranked>(
  all: readonly T[],
  seed: number,
  preference: (item: T) => number = () => 0,
): readonly T[] {
  return all
    .map((item) => ({
      item,
      preference: preference(item),
      rank: rankOf(seed, murmur3(item.id), item.weight ?? 1),
    }))
    .sort(
      (a, b) => a.preference - b.preference || a.rank - b.rank || (a.item.id < b.item.id ? -1 : 1),
    )
    .map(({ item }) => item);
}

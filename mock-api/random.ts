/** A number in [0, 1), the next of its sequence. */
export type Random = () => number;

/**
 * The same seed gives the same sequence. Independent streams take independent names (`42/catalog-1/latency`),
 * so that one more draw in one place moves nothing elsewhere.
 *
 * mulberry32 over an FNV-1a hash of the name: small, fast, even enough for latencies and data.
 */
export function seededRandom(seed: string): Random {
  let state = fnv1a(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash;
}

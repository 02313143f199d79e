/** Told of every check: what was compared, and where the two differ; nothing when they agree. */
export type Verdict = (check: string, mismatches: readonly string[]) => void;

/** Compares us with somebody who is known to be right. */
export type Oracle = (tell: Verdict) => Promise<void>;

/** Draws that are the same for the same seed. @returns 0 <= x < 1 each time */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of several, by chance. */
export function oneOf<T>(random: () => number, ...choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

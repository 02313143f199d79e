import type { Contender, Target, TimeCase } from '../../harness/suite.ts';

/** How many gates stand on the page. */
export const GATES = 1_000;

/** By hand: what a gate does at the least. */
export const PLAIN = '@if with a signal';
export const FEATURE = '*convoyFeature';
export const SERVICE = '*convoyService';
export const LEVEL = '*convoyLevel';
/** What a breaker that moves costs without anybody who looks. */
export const NO_GATE = 'the breaker alone, no gate';

/** Gates in Chromium. Who plays them stands in the page: bench/gates. */
function gateCase(
  name: string,
  names: readonly string[],
  targets: readonly Target[],
  times: number,
): TimeCase {
  const contenders = names.map((contender): Contender => ({
    name: contender,
    times,
    run: () => {
      throw new Error(`${contender} runs in the page gates.`);
    },
  }));
  const places = ['chromium'] as const;
  return { kind: 'time', page: 'gates', places, name, baseline: PLAIN, contenders, targets };
}

export const allAtOnce = gateCase(
  '1,000 gates open or close together',
  [PLAIN, FEATURE, SERVICE, LEVEL, NO_GATE],
  [
    { contender: FEATURE, atMost: 2, of: PLAIN },
    { contender: SERVICE, atMost: 2, of: PLAIN },
    { contender: LEVEL, atMost: 2, of: PLAIN },
  ],
  20,
);

export const oneOfMany = gateCase(
  'one of 1,000 gates opens or closes',
  [PLAIN, FEATURE, NO_GATE],
  // What the gate adds to a breaker that moves in a registry of a thousand services.
  [{ contender: FEATURE, atMost: 1_000_000, minus: NO_GATE }],
  20,
);

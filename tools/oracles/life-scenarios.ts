import { oneOf, seeded } from './oracle.ts';
import type { Scenario } from './scenario.ts';

const STEP = 60;
const LENGTH = 80;

/** Lives by hand, for what is easily got wrong, and by chance, for what nobody thought of. */
export function lifeScenarios(): readonly Scenario[] {
  return [...byHand(), ...Array.from({ length: 60 }, (_, seed) => byChance(seed))];
}

function byHand(): readonly Scenario[] {
  const rows: readonly (readonly [
    name: string,
    wait: number,
    keep: number,
    values: readonly (number | null)[],
  ])[] = [
    ['fires_at_once', 0, 0, [40, 60, 60, 40, 60]],
    ['at_the_threshold_is_good', 0, 0, [50, 50, 51, 50]],
    ['waits_for_a_while', 180, 0, [60, 60, 60, 60, 40, 60, 60, 40]],
    ['waits_for_no_whole_steps', 100, 0, [60, 60, 60, 60, 40]],
    ['begins_anew_after_a_gap', 120, 0, [60, 60, 40, 60, 60, 60, 60]],
    ['goes_on_for_a_while', 0, 180, [60, 40, 40, 40, 40, 40]],
    ['goes_on_for_no_whole_steps', 0, 100, [60, 40, 40, 40, 40]],
    ['goes_on_when_it_is_bad_again', 60, 180, [60, 60, 40, 40, 60, 40, 40, 40, 40, 40]],
    ['does_not_keep_what_never_fired', 180, 300, [60, 60, 40, 40, 60, 40]],
    ['fires_again_after_its_end', 60, 60, [60, 60, 40, 40, 40, 60, 60, 60]],
    ['takes_no_value_as_good', 60, 60, [60, 60, null, null, null, 60, null, 60, 60]],
  ];
  return rows.map(([name, wait, keep, values]) =>
    scenario(name, values, { for: wait, keepFiringFor: keep }),
  );
}

function byChance(seed: number): Scenario {
  const random = seeded(seed);
  const bad = oneOf(random, 'above', 'below');
  const isCounted = seed % 4 === 3;
  // A number that wanders around the threshold, and is missing now and then.
  let value = 30 + random() * 40;
  const values = Array.from({ length: LENGTH }, () => {
    value = Math.min(70, Math.max(30, value + (random() - 0.5) * 30));
    return random() < 0.08 && !isCounted ? null : Math.round(value);
  });
  return scenario(
    `by_chance_${seed}`,
    values,
    {
      for: oneOf(random, 0, 60, 90, 120, 180, 300),
      // Prometheus counts what it keeps from the first good round, whatever the rounds before it were.
      keepFiringFor: isCounted ? 0 : oneOf(random, 0, 60, 100, 180, 240),
    },
    bad,
    isCounted ? { bad: oneOf(random, 2, 3), of: oneOf(random, 4, 5) } : undefined,
  );
}

function scenario(
  name: string,
  values: readonly (number | null)[],
  waits: Pick<Scenario, 'for' | 'keepFiringFor'>,
  bad: 'above' | 'below' = 'above',
  ofLast?: { readonly bad: number; readonly of: number },
): Scenario {
  const isBad = `v{case="${name}"} ${bad === 'above' ? '>' : '<'} 50`;
  return {
    name,
    expr:
      ofLast === undefined
        ? isBad
        : `count_over_time((${isBad})[${ofLast.of - 1}m:1m]) >= ${ofLast.bad}`,
    series: [{ name: `v{case="${name}"}`, values }],
    step: STEP,
    ...waits,
    rule: { threshold: 50, bad, ...(ofLast && { ofLast }) },
    values,
  };
}

// Runs in the bundle with the library: how we see a scenario.
import { AlertEngine, AlertRule, Slo, worstBurn, type AlertChanges } from 'ngx-convoy/core';
import type { Burn, Scenario, State } from '../scenario.ts';

/** How the alert stands after each step. */
export function statesOf(scenario: Scenario): readonly State[] {
  const { step, rule, burn } = scenario;
  const values =
    burn === undefined
      ? (scenario.values ?? []).map((value) => value ?? undefined)
      : excess(burn, step);
  const engine = new AlertEngine<number | undefined>([
    new AlertRule<number | undefined>({
      name: scenario.name,
      ...rule,
      for: scenario.for * 1_000,
      keepFiringFor: scenario.keepFiringFor * 1_000,
      noData: 'ok',
      flapping: false,
      measure: (value) => value,
      describe: (_, value) => String(value),
    }),
  ]);
  const changes: AlertChanges = { reported: [], withdrawn: [] };
  let state: State = 'inactive';
  return values.map((value, at) => {
    engine.evaluate('subject', value, at * step * 1_000, changes);
    const last = changes.reported.at(-1);
    if (last !== undefined)
      state =
        last.state === 'pending' ? 'pending' : last.state === 'firing' ? 'firing' : 'inactive';
    if (changes.withdrawn.length > 0) state = 'inactive';
    changes.reported.length = 0;
    changes.withdrawn.length = 0;
    return state;
  });
}

/** How far the worst pair of windows is beyond what is allowed, after each step. */
function excess(
  { objective, period, severity, valid, bad }: Burn,
  step: number,
): readonly number[] {
  const slo = new Slo({ name: 'slo', service: 'subject', objective, period });
  return valid.map((_, at) => {
    const sum = (counts: readonly number[], windowMs: number): number => {
      const steps = Math.round(windowMs / 1_000 / step);
      return counts.slice(Math.max(0, at + 1 - steps), at + 1).reduce((a, b) => a + b, 0);
    };
    const worst = worstBurn(slo, severity, (windowMs) => ({
      valid: sum(valid, windowMs),
      bad: sum(bad, windowMs),
    }));
    return worst?.excess ?? 0;
  });
}

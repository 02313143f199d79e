import { oneOf, seeded } from './oracle.ts';
import type { Scenario } from './scenario.ts';

/** Seconds; the shortest window of an SLO over a day. */
const STEP = 10;
/** An hour and a half. */
const LENGTH = 540;
const DAY = 86_400;

/** The pairs of windows of an SLO over a day, in seconds. @see Google SRE Workbook, ch. 5 */
const WINDOWS = {
  critical: [
    [120, 10, 14.4],
    [720, 60, 6],
  ],
  warning: [
    [2_880, 240, 3],
    [8_640, 720, 1],
  ],
} as const;

/** Outages of several kinds, as a service with an SLO of 99 or 95 % sees them. */
export function burnScenarios(): readonly Scenario[] {
  return Array.from({ length: 12 }, (_, seed) => scenario(seed));
}

function scenario(seed: number): Scenario {
  const random = seeded(2_000 + seed);
  const name = `burns_${seed}`;
  const severity = oneOf(random, 'critical', 'warning');
  const objective = oneOf(random, 0.95, 0.99);
  const perStep = oneOf(random, 1, 5, 40);
  const from = 60 + Math.floor(random() * 120);
  const until = from + 20 + Math.floor(random() * 200);
  const share = oneOf(random, 0.1, 0.4, 1);
  const valid: number[] = [];
  const bad: number[] = [];
  for (let step = 0; step < LENGTH; step += 1) {
    const calls = Math.floor(random() * 2 * perStep);
    const rate = step >= from && step < until ? share : 0.002;
    valid.push(calls);
    bad.push(Array.from({ length: calls }, random).filter((draw) => draw < rate).length);
  }
  return {
    name,
    expr: WINDOWS[severity]
      .map(([long, short, factor]) => {
        const allowed = factor * (1 - objective);
        const sum = (what: string, seconds: number): string =>
          // A range has both its ends; one second less has as many steps as the window.
          `sum_over_time(${what}{case="${name}"}[${seconds - 1}s])`;
        const burn = (seconds: number): string =>
          `${sum('bad', seconds)} / ${sum('valid', seconds)} / ${allowed} > 1`;
        return `(${burn(long)} and ${burn(short)} and ${sum('valid', long)} >= 20 and ${sum('bad', short)} >= 3)`;
      })
      .join(' or '),
    series: [
      { name: `valid{case="${name}"}`, values: valid },
      { name: `bad{case="${name}"}`, values: bad },
    ],
    step: STEP,
    for: oneOf(random, 0, 0, 30),
    keepFiringFor: 0,
    rule: { threshold: 1, bad: 'above' },
    burn: { objective, period: DAY * 1_000, severity, valid, bad },
  };
}

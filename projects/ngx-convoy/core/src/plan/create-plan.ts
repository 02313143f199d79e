import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireName, requireNumber } from '../options';
import type { FailurePolicy } from './failure-policy';
import type { Plan, PlanOptions, PlanStrategy } from './plan';
import { PlanGraph } from './plan-graph';
import type { Step } from './step';

/** Steps by name, types worn off. */
export type NamedSteps = Readonly<Record<string, Step>>;

/** What the strategies have in common. @throws ConfigurationError, InvalidPlanError */
export function createPlan(
  strategy: PlanStrategy,
  steps: readonly (readonly [string, Step])[],
  { name, concurrency, deadline }: PlanOptions,
  onFailure: FailurePolicy = 'fail-fast',
): Plan<never, never> {
  if (name !== undefined) requireName('name', name);
  if (strategy === 'sequential') refuseNumbers(steps);
  if (concurrency !== undefined)
    requireNumber('concurrency', concurrency, { min: 1, integer: true });
  if (deadline !== undefined) requireNumber('deadline', deadline, { exclusiveMin: 0 });
  return {
    kind: 'plan',
    strategy,
    name,
    concurrency: strategy === 'sequential' ? 1 : (concurrency ?? Infinity),
    deadline: deadline ?? Infinity,
    graph: new PlanGraph(steps, {
      name: name ?? strategy,
      onFailure,
      isSequence: strategy === 'sequential',
    }),
  };
}

/** JavaScript puts keys that are whole numbers before all others, wherever they are written. */
function refuseNumbers(steps: readonly (readonly [string, Step])[]): void {
  for (const [name] of steps) {
    if (!/^\d+$/.test(name)) continue;
    const expected = inWords(() => 'not a whole number: it would not keep its place');
    throw new ConfigurationError('name of a step', name, expected);
  }
}

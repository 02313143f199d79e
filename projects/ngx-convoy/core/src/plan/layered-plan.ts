import { createPlan, type NamedSteps } from './create-plan';
import type { FailurePolicy } from './failure-policy';
import type { Plan, PlanOptions } from './plan';
import type { Flat, MissingOf, Outcome, ResultsOf, StepsAfter } from './plan-results';
import type { Step } from './step';

/**
 * A plan that is written down layer by layer, so that the compiler knows the results that a task may need. Layers are for
 * the reader and the compiler only: what runs when follows from what is needed.
 *
 * `A`: what the steps give to those who need it. `M`: names of what may be missing. `F`: the default policy.
 */
export interface LayeredPlan<A, M, F extends FailurePolicy> extends Plan<
  Outcome<A, M>,
  Outcome<A, M>
> {
  /**
   * The same plan with more steps, which may need the results of those before.
   *
   * @throws InvalidPlanError when a name is unknown or there already
   */
  and<B extends StepsAfter<A>>(
    steps: B,
  ): LayeredPlan<Flat<A & ResultsOf<B, F>>, M | MissingOf<B, F, M>, F>;
}

/** Options of a plan whose tasks may have a policy in common. */
export interface PolicyOptions<F extends FailurePolicy> extends PlanOptions {
  /** What the failure of a task means that has no policy of its own. Default `fail-fast`. */
  readonly onFailure?: F | undefined;
}

/** A layered plan whose types have done their work. */
export interface AnyLayeredPlan extends Plan<never, never> {
  and(steps: NamedSteps): AnyLayeredPlan;
}

/** @throws ConfigurationError, InvalidPlanError */
export function createLayeredPlan(
  strategy: 'dag' | 'sequential',
  steps: readonly (readonly [string, Step])[],
  options: PolicyOptions<FailurePolicy>,
): AnyLayeredPlan {
  return {
    ...createPlan(strategy, steps, options, options.onFailure),
    and: (more) => createLayeredPlan(strategy, [...steps, ...Object.entries(more)], options),
  };
}

import { createPlan, type NamedSteps } from './create-plan';
import type { FailurePolicy } from './failure-policy';
import type { PolicyOptions } from './layered-plan';
import type { Plan } from './plan';
import type { FreeSteps, PlanOf } from './plan-results';

/**
 * Everything at once. By default the first failure ends it and aborts the others; with `settle` each result says how its
 * step ended.
 *
 * @usageNotes
 * ```ts
 * parallel({ fraud: task(checkFraud), sanctions: task(checkSanctions) });
 * parallel({ eu: service<Rate>('eu', '/rate'), us: service<Rate>('us', '/rate') }, { onFailure: 'settle' });
 * ```
 * @throws ConfigurationError when an option is out of its range
 */
export function parallel<B extends FreeSteps, F extends FailurePolicy = 'fail-fast'>(
  steps: B,
  options?: PolicyOptions<F>,
): PlanOf<B, F>;
export function parallel(
  steps: NamedSteps,
  options: PolicyOptions<FailurePolicy> = {},
): Plan<unknown> {
  return createPlan('parallel', Object.entries(steps), options, options.onFailure);
}

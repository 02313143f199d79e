import type { NamedSteps } from './create-plan';
import type { FailurePolicy } from './failure-policy';
import {
  createLayeredPlan,
  type AnyLayeredPlan,
  type LayeredPlan,
  type PolicyOptions,
} from './layered-plan';
import type { Fitting, MissingOf, ResultsOf, Steps } from './plan-results';

/**
 * One step after the other, as they are written; later ones may need the results of earlier ones.
 *
 * @usageNotes
 * ```ts
 * sequential({ cart: service<Cart>('orders', '/carts/3') })
 *   .and({ quote: task(['cart'], ({ cart }) => service<Quote>('pricing', '/quotes', { method: 'POST', body: cart })) });
 * ```
 * @throws ConfigurationError when an option is out of its range, or a name is a whole number: JavaScript puts those first
 * @throws InvalidPlanError when a step needs a later one, or one that is not there
 */
export function sequential<B extends Steps, F extends FailurePolicy = 'fail-fast'>(
  steps: B & Fitting<B, NoInfer<F>>,
  options?: Omit<PolicyOptions<F>, 'concurrency'>,
): LayeredPlan<ResultsOf<B, F>, MissingOf<B, F>, F>;
export function sequential(
  steps: NamedSteps,
  options: Omit<PolicyOptions<FailurePolicy>, 'concurrency'> = {},
): AnyLayeredPlan {
  return createLayeredPlan('sequential', Object.entries(steps), options);
}

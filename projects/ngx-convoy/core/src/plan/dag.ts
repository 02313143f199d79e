import {
  createLayeredPlan,
  type AnyLayeredPlan,
  type LayeredPlan,
  type PolicyOptions,
} from './layered-plan';
import type { FailurePolicy } from './failure-policy';
import type { Fitting, MissingOf, ResultsOf, Steps } from './plan-results';
import type { NamedSteps } from './create-plan';

/**
 * A plan in which each step begins as soon as it has what it needs; when not all can run at once, the most urgent first,
 * then the one that the longest way depends on.
 *
 * @usageNotes
 * ```ts
 * const page = dag({
 *   customer: service<Customer>('orders', '/customers/3'),
 *   orders: service<Order[]>('orders', '/orders?customerId=3'),
 * }).and({
 *   products: task(['orders'], ({ orders }) => service<Product[]>('catalog', pathOf(orders))),
 *   parcels: optional(task(['orders'], ({ orders }) => service<Parcel[]>('shipping', pathOf(orders)))),
 * });
 * ```
 * Steps of one object may need each other, too; their functions then say what they take, and the compiler checks it:
 * ```ts
 * dag({ user: task(loadUser), orders: task(['user'], ({ user }: { user: User }) => loadOrders(user)) });
 * ```
 * @throws ConfigurationError when an option is out of its range
 * @throws InvalidPlanError when a name is unknown or there twice, or tasks need each other in a circle
 */
export function dag<B extends Steps, F extends FailurePolicy = 'fail-fast'>(
  steps: B & Fitting<B, NoInfer<F>>,
  options?: PolicyOptions<F>,
): LayeredPlan<ResultsOf<B, F>, MissingOf<B, F>, F>;
export function dag(steps: NamedSteps, options: PolicyOptions<FailurePolicy> = {}): AnyLayeredPlan {
  return createLayeredPlan('dag', Object.entries(steps), options);
}

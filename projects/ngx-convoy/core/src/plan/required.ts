import type { TaskPolicy } from './failure-policy';
import type { Plan } from './plan';
import { taskOf, type AnyTask, type Step } from './step';
import type { PlanTask } from './task';

/**
 * A step without which its plan fails at once. Only worth saying where the plan's default is another policy.
 *
 * @usageNotes
 * ```ts
 * parallel({ product: required(loadProduct), reviews: loadReviews }, { onFailure: 'skip-dependents' });
 * ```
 */
export function required<R, D, N extends string>(
  step: PlanTask<R, D, N, TaskPolicy | undefined> | Plan<R>,
): PlanTask<R, D, N, 'fail-fast'>;
export function required(step: Step): AnyTask {
  return { ...taskOf(step), onFailure: 'fail-fast' };
}

import type { Settled, TaskPolicy } from './failure-policy';
import type { Plan } from './plan';
import { taskOf, type AnyTask, type Step } from './step';
import type { PlanTask } from './task';

/**
 * A step whose end is its result, however it ended: whoever needs it is told, and goes on.
 *
 * @usageNotes
 * ```ts
 * dag({ quote: settle(service<Quote>('pricing', '/quotes/7')) })
 *   .and({ label: task(['quote'], ({ quote }) => (quote.status === 'done' ? quote.value.total : 'no price')) });
 * ```
 */
export function settle<R, D, N extends string>(
  step: PlanTask<R, D, N, TaskPolicy | undefined> | Plan<R>,
): PlanTask<Settled<R>, D, N, 'settle'>;
export function settle(step: Step): AnyTask {
  return { ...taskOf(step), onFailure: 'settle' };
}

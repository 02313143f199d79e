import type { TaskPolicy } from './failure-policy';
import type { Plan } from './plan';
import { taskOf, type AnyTask, type Step } from './step';
import type { PlanTask } from './task';

/**
 * A step that its plan can do without. When it fails, whoever needs its result is skipped and the rest goes on; with a
 * value to put in its place, everybody goes on with that.
 *
 * When its service is known to be down it is left out, and the plan says so.
 *
 * @usageNotes
 * ```ts
 * dag({
 *   shipments: optional(service<Shipment[]>('shipping', '/shipments')), // may be missing
 *   messages: optional(service<Message[]>('notifications', '/notifications'), []), // may be empty
 * });
 * ```
 */
export function optional<R, D, N extends string>(
  step: PlanTask<R, D, N, TaskPolicy | undefined> | Plan<R>,
): PlanTask<R, D, N, 'skip-dependents'>;
/**
 * A step that its plan can do without, because a value stands in for its result.
 *
 * @param value what everybody goes on with when the step fails, is skipped or left out
 */
export function optional<R, D, N extends string, const V>(
  step: PlanTask<R, D, N, TaskPolicy | undefined> | Plan<R>,
  value: V,
): PlanTask<R | V, D, N, 'value'>;
export function optional(step: Step, ...value: readonly unknown[]): AnyTask {
  const onFailure = value.length === 0 ? 'skip-dependents' : 'value';
  return { ...taskOf(step), onFailure, value: value[0] };
}

import type { TaskPolicy } from './failure-policy';
import type { Plan } from './plan';
import { createTask, type PlanTask } from './task';

/** A task whose types have done their work. */
export type AnyTask = PlanTask<unknown, never, string, TaskPolicy | undefined>;

/** What a plan holds under a name. */
export type Step = AnyTask | Plan<unknown>;

/** A plan inside a plan is a task that answers with it. */
export function taskOf(step: Step): AnyTask {
  return step.kind === 'task' ? step : createTask([], () => step);
}

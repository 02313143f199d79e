import type { TaskRun } from './task-run';

/** Where a task stands. `cancelled`: it was under way when the plan ended; `skipped`: it never began. */
export type TaskStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'cancelled';

/** How a plan stands. `partial`: it ended with what is there; something is missing, or stands in for it. */
export type PlanStatus = 'running' | 'completed' | 'partial' | 'failed' | 'cancelled';

/** One task of a run, as it stands. */
export interface TaskProgress {
  readonly name: string;
  readonly status: TaskStatus;
  /** Why it waits, failed, was skipped or cancelled, in words. */
  readonly reason: string | undefined;
  /** What it failed with. */
  readonly error: unknown;
  /** Whether a value of the plan stands in for its result. */
  readonly isReplaced: boolean;
  readonly needs: readonly string[];
  /** The service that it asks, as far as that is known. */
  readonly service: string | undefined;
  /** Epoch milliseconds at which it had all it needs. */
  readonly readyAt: number | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number | undefined;
  /** Epoch milliseconds. */
  readonly endedAt: number | undefined;
  /** The plan that runs in its place. */
  readonly plan: PlanProgress | undefined;
}

/** A run, as it stands. */
export interface PlanProgress {
  readonly name: string;
  readonly status: PlanStatus;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds. */
  readonly endedAt: number | undefined;
  /** How many tasks stand where. */
  readonly counts: Readonly<Record<TaskStatus, number>>;
  /** In the order in which they were written. */
  readonly tasks: readonly TaskProgress[];
}

/** A run as it stands now. O(n). */
export function progressOf(
  name: string,
  run: Pick<PlanProgress, 'status' | 'startedAt' | 'endedAt'>,
  tasks: readonly TaskRun[],
): PlanProgress {
  const { status, startedAt, endedAt } = run;
  const counts = { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, cancelled: 0 };
  for (const task of tasks) counts[task.status] += 1;
  return {
    name,
    status,
    startedAt,
    endedAt,
    counts,
    tasks: tasks.map((task) => task.progress(tasks)),
  };
}

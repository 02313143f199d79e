import type { PlanStatus, TaskStatus } from 'ngx-convoy/core';

/** How a person says how a run stands. */
export const RUN_WORDS: Readonly<Record<PlanStatus, string>> = {
  running: 'Running',
  completed: 'Complete',
  partial: 'In part',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** How a person says how a task of a run stands. */
export const TASK_WORDS: Readonly<Record<TaskStatus, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

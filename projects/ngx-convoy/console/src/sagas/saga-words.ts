import type { SagaRecord, SagaStatus, SagaStepStatus, ServiceStatus } from 'ngx-convoy/core';

/** What a person calls the state of a run. */
export const RUN_WORDS: Readonly<Record<SagaStatus, string>> = {
  pending: 'Accepted',
  running: 'Running',
  waiting: 'Waiting',
  compensating: 'Turning back',
  stuck: 'Stuck',
  suspended: 'Suspended',
  completed: 'Completed',
  compensated: 'Undone',
};

/** What a person calls the state of a step. */
export const STEP_WORDS: Readonly<Record<SagaStepStatus, string>> = {
  open: 'Not begun',
  running: 'Running',
  retrying: 'Trying again',
  waiting: 'Waiting',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  undoing: 'Being undone',
  'undo-retrying': 'Undoing again',
  'undo-failed': 'Not undone',
  undone: 'Undone',
};

/** The mark beside the word: the shapes that services have. */
export function markOfRun(status: SagaStatus): ServiceStatus {
  switch (status) {
    case 'completed':
      return 'up';
    case 'stuck':
      return 'down';
    case 'compensating':
    case 'compensated':
    case 'suspended':
      return 'degraded';
    default:
      return 'unknown';
  }
}

/** The mark beside the word of a step. */
export function markOfStep(status: SagaStepStatus): ServiceStatus {
  switch (status) {
    case 'done':
    case 'skipped':
      return 'up';
    case 'failed':
    case 'undo-failed':
      return 'down';
    case 'retrying':
    case 'undoing':
    case 'undo-retrying':
    case 'undone':
      return 'degraded';
    default:
      return 'unknown';
  }
}

/** Why a run is where it is, in a sentence; empty when there is nothing to say. */
export function reasonOf({ cause, status, suspended }: SagaRecord): string {
  if (status === 'suspended') return suspended ?? '';
  switch (cause?.kind) {
    case 'failed':
      return `${cause.step} failed: ${cause.failure.message}`;
    case 'undo-failed':
      return `${cause.step} could not be undone: ${cause.failure.message}`;
    case 'cancelled':
      return `Turned back by ${cause.operator.by}: ${cause.operator.reason}`;
    case 'poison':
      return `Interrupted ${cause.interruptions} times in a row without getting on.`;
    case 'journal-lost':
      return 'The journal was taken away while it ran.';
    case undefined:
      return '';
  }
}

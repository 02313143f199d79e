import type { SagaFailure } from './saga-failure';

/** Where a step stands, going forward or back. */
export type SagaStepStatus =
  | 'open'
  | 'running'
  | 'retrying'
  | 'waiting'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'undoing'
  | 'undo-retrying'
  | 'undo-failed'
  | 'undone';

/** Tries in one direction. */
export interface SagaTries {
  /** Attempts in all. */
  attempts: number;
  /** Of those, the ones that count, since an operator last asked to try again. */
  counted: number;
  /** Milliseconds spent, waits included. */
  spent: number;
  /** An attempt was begun of which no outcome is known. */
  isOpen: boolean;
  /** When the next may begin; `undefined`: at once. */
  wait: SagaWait | undefined;
}

/** A wait as the journal has it: whatever happens to the clock, from when it is looked at it lasts no longer than `duration`. */
export interface SagaWait {
  readonly until: number;
  readonly duration: number;
  /** Place in the journal, which tells one wait from the next. */
  readonly seq: number;
}

/** What is known of one step. */
export interface SagaStepState {
  readonly path: string;
  status: SagaStepStatus;
  /** Rank among the beginnings; `undefined` before. Undoing goes backwards through these. */
  order: number | undefined;
  /** Epoch milliseconds of the first attempt. */
  since: number | undefined;
  /** Epoch milliseconds at which it was done or undone. */
  until: number | undefined;
  /** It may have happened although nobody knows: undone like what is done. */
  mayHaveHappened: boolean;
  output: unknown;
  /** The last thing that went wrong. */
  failure: SagaFailure | undefined;
  readonly forward: SagaTries;
  readonly undo: SagaTries;
}

/** A step that came up just now. */
export function freshStep(path: string): SagaStepState {
  return {
    path,
    status: 'open',
    order: undefined,
    since: undefined,
    until: undefined,
    mayHaveHappened: false,
    output: undefined,
    failure: undefined,
    forward: noTries(),
    undo: noTries(),
  };
}

/** An attempt begins. */
export function begin(tries: SagaTries, attempt: number): void {
  tries.attempts = attempt;
  tries.isOpen = true;
  tries.wait = undefined;
}

/** An attempt has come to nothing, and another may follow. */
export function giveUp(
  tries: SagaTries,
  event: {
    readonly seq: number;
    readonly at: number;
    readonly counted: boolean;
    readonly spent: number;
    readonly delay: number;
  },
): void {
  tries.isOpen = false;
  tries.spent += event.spent;
  if (event.counted) tries.counted += 1;
  tries.wait = { until: event.at + event.delay, duration: event.delay, seq: event.seq };
}

function noTries(): SagaTries {
  return { attempts: 0, counted: 0, spent: 0, isOpen: false, wait: undefined };
}

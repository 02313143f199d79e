/** Ends what `schedule` began. Calling it twice, or after the task ran, does nothing. */
export type Cancel = () => void;

/**
 * Where time comes from. Every policy takes one, so that tests own time and nothing in core reads the system's.
 *
 * `now` may jump, forwards (sleep) and backwards (a corrected system clock): policies must stay legal in both cases.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once, at `at` (epoch milliseconds) or soon after; at once, but never synchronously, when `at` has passed. */
  schedule(at: number, task: () => void): Cancel;
}

import type { WindowTotals } from '../window/call-window';

/**
 * `closed`: calls pass and are watched. `open`: calls are refused until the break is over. `half-open`: a few trial calls
 * find out whether the service is back. The other three are an operator's: `forced-open` refuses all, `disabled` lets
 * all pass and looks at none, `metrics-only` lets all pass and says when it would have opened.
 */
export type CircuitState =
  'closed' | 'open' | 'half-open' | 'forced-open' | 'disabled' | 'metrics-only';

/** One move of a circuit breaker. */
export interface CircuitTransition {
  readonly from: CircuitState;
  /**
   * Equal to `from` when a command repeats the present state (an open breaker is opened again with a new `retryAt`, a
   * closed one is reset), and when a `metrics-only` breaker tells, once, that it would have opened.
   */
  readonly to: CircuitState;
  /** In words: `5 failures in a row`, `6 of 10 calls failed`, or what the operator said. */
  readonly reason: string;
  /** Epoch milliseconds of the clock. */
  readonly at: number;
  /** Epoch milliseconds at which the first trial is let through; `undefined` unless `to` is `open`. */
  readonly retryAt: number | undefined;
  /** What the window held when the decision fell: the evidence. */
  readonly totals: WindowTotals;
}

/** Why a call was refused, and when asking again makes sense. */
export interface Rejection {
  readonly permitted: false;
  readonly state: 'open' | 'half-open' | 'forced-open';
  /** In words, as in {@link CircuitTransition}. */
  readonly reason: string;
  /** Epoch milliseconds; `undefined` while trials are under way, and when only an operator can end it. */
  readonly retryAt: number | undefined;
}

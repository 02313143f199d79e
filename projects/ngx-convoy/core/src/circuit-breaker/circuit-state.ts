import type { WindowTotals } from '../window/call-window';
import type { TripRule } from './trip-rules';

/**
 * `closed`: calls pass and are watched. `open`: calls are refused until the break is over. `half-open`: a few trial calls
 * find out whether the service is back. The other three are an operator's: `forced-open` refuses all, `disabled` lets
 * all pass and looks at none, `metrics-only` lets all pass and says when it would have opened.
 */
export type CircuitState =
  'closed' | 'open' | 'half-open' | 'forced-open' | 'disabled' | 'metrics-only';

/** Why a breaker moved by itself. */
export type CircuitReason =
  | TripRule
  /** It is new. */
  | 'started'
  /** Its break is over: trials begin. */
  | 'break-over'
  /** What the trials showed. */
  | 'recovered'
  | 'still-failing'
  /** The half-open period took too long. */
  | 'time-limit';

/** One move of a circuit breaker. `transitionInWords` explains it. */
export interface CircuitTransition {
  readonly from: CircuitState;
  /**
   * Equal to `from` when a command repeats the present state (an open breaker is opened again with a new `retryAt`, a
   * closed one is reset), and when a `metrics-only` breaker tells, once, that it would have opened.
   */
  readonly to: CircuitState;
  /** A {@link CircuitReason}, or what the operator said. */
  readonly reason: string;
  /** Epoch milliseconds of the clock. */
  readonly at: number;
  /** Epoch milliseconds at which the first trial is let through; `undefined` unless `to` is `open`. */
  readonly retryAt: number | undefined;
  /** What the window held when the decision fell: the evidence. */
  readonly totals: WindowTotals;
  /** Failures in a row when the decision fell. */
  readonly failuresInARow: number;
}

/** Why a call was refused, and when asking again makes sense. */
export interface Rejection {
  readonly permitted: false;
  /** `closed` when the breaker lets only a share of the calls through after it has closed again. */
  readonly state: CircuitState;
  /** Why it is open, or `trials-under-way`, or `ramp-up`. */
  readonly reason: string;
  /** Epoch milliseconds; `undefined` while trials are under way, and when only an operator can end it. */
  readonly retryAt: number | undefined;
}

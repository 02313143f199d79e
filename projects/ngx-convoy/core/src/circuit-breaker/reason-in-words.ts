import type { WindowTotals } from '../window/call-window';
import type { CircuitBreaker } from './circuit-breaker';
import type { CircuitReason, CircuitTransition } from './circuit-state';

/**
 * Why a breaker is in its state, for people: `5 failures in a row`, `6 of 10 calls failed`, or what the operator said.
 *
 * @usageNotes
 * ```ts
 * `${breaker.state}: ${reasonInWords(breaker)}`; // 'open: 6 of 10 calls failed'
 * ```
 */
export function reasonInWords(breaker: CircuitBreaker): string {
  return explain(breaker.reason, breaker.totals(), breaker.failuresInARow);
}

/** Why a breaker moved, for people; of a `metrics-only` breaker, why it would have opened. */
export function transitionInWords(transition: CircuitTransition): string {
  const { from, to, reason, totals, failuresInARow } = transition;
  const words = explain(reason, totals, failuresInARow);
  const isWish = from === 'metrics-only' && to === from && words !== reason;
  return isWish ? `would have opened: ${words}` : words;
}

function explain(reason: string, { total, failed, slow }: WindowTotals, run: number): string {
  switch (reason as CircuitReason) {
    case 'started':
      return reason;
    case 'consecutive-failures':
      return run === 1 ? '1 failure' : `${run} failures in a row`;
    case 'failure-threshold':
    case 'failure-rate':
      return `${failed} of ${total} calls failed`;
    case 'slow-call-rate':
      return `${slow} of ${total} calls were slow`;
    case 'break-over':
      return 'the break is over';
    case 'recovered':
      return total === 0
        ? 'the trial calls succeeded'
        : `${total - failed} of ${total} trial calls succeeded`;
    case 'still-failing':
      if (total === 1) return failed === 1 ? 'the trial call failed' : 'the trial call was slow';
      return failed === 0
        ? `${slow} of ${total} trial calls were slow`
        : `${failed} of ${total} trial calls failed`;
    case 'time-limit':
      return 'the trial calls gave no verdict in time';
    default:
      return reason;
  }
}

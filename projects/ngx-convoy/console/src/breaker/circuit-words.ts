import type { CircuitState } from 'ngx-convoy/core';
import type { ConsoleFormat } from '../format/console-format';

/** What a person calls the state of a circuit. */
export const CIRCUIT_WORDS: Readonly<Record<CircuitState, string>> = {
  closed: 'Closed',
  open: 'Open',
  'half-open': 'Half-open',
  'forced-open': 'Forced open',
  disabled: 'Disabled',
  'metrics-only': 'Metrics only',
};

/** What the console knows of a circuit. */
export interface CircuitReading {
  readonly state: CircuitState;
  /** Why it is in this state, in words. */
  readonly reason: string;
  /** Epoch milliseconds of the next trial, when there is to be one. */
  readonly retryAt: number | undefined;
}

/** What happens next with the circuit: `next trial in 4 s`; empty for one that is closed. */
export function describeNextStep(
  circuit: CircuitReading,
  now: number,
  format: ConsoleFormat,
): string {
  switch (circuit.state) {
    case 'closed':
      return '';
    case 'open':
      if (circuit.retryAt === undefined) return '';
      return circuit.retryAt <= now
        ? 'the next call is a trial'
        : `next trial in ${format.countdown(circuit.retryAt - now)}`;
    case 'half-open':
      return 'trial calls decide';
    case 'forced-open':
      return 'until it is reset';
    case 'disabled':
      return 'all calls pass';
    case 'metrics-only':
      return 'all calls pass, and are watched';
  }
}

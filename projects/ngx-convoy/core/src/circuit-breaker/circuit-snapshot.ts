import type { CircuitState } from './circuit-state';

/** A circuit breaker as plain data, for keeping it over a reload. */
export interface CircuitSnapshot {
  readonly version: 1;
  /** Epoch milliseconds at which it was taken. */
  readonly at: number;
  readonly state: CircuitState;
  readonly reason: string;
  readonly openings: number;
  /** Milliseconds of the break that were left at `at`. */
  readonly remaining: number;
  /** Failures in a row. */
  readonly run: number;
  /** The window's counters, in the order that only the window knows. */
  readonly window: readonly number[];
}

/** The snapshot, when it is one and nothing in it is damaged. */
export function readSnapshot(value: unknown): CircuitSnapshot | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, at, state, reason, openings, remaining, run, window } = value as Record<
    keyof CircuitSnapshot,
    unknown
  >;
  if (version !== 1 || typeof reason !== 'string' || !isState(state)) return undefined;
  if (!isNumber(at) || !isNumber(remaining) || remaining < 0) return undefined;
  if (!isCount(openings) || !isCount(run) || (state === 'open' && openings === 0)) return undefined;
  if (!Array.isArray(window) || !window.every(isCount)) return undefined;
  return { version, at, state, reason, openings, remaining, run, window };
}

const STATES: readonly unknown[] = [
  'closed',
  'open',
  'half-open',
  'forced-open',
  'disabled',
  'metrics-only',
] satisfies readonly CircuitState[];

function isState(value: unknown): value is CircuitState {
  return STATES.includes(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

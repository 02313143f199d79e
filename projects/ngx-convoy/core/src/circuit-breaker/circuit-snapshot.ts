import { loadWindow, saveWindow } from '../window/window-content';
import type { CircuitBreaker } from './circuit-breaker';
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

/**
 * Everything of a breaker that is worth keeping over a reload, as plain data.
 *
 * @param now epoch milliseconds
 */
export function saveCircuit(breaker: CircuitBreaker, now: number): CircuitSnapshot {
  const state = breaker.look(now);
  breaker.totals(now);
  const { reason, openings, retryAt = now, failuresInARow, window } = breaker;
  return {
    version: 1,
    at: now,
    state,
    reason,
    openings,
    remaining: Math.max(0, retryAt - now),
    run: failuresInARow,
    window: saveWindow(window),
  };
}

/**
 * Takes over a snapshot: a break goes on for what is left of it, trials start again. Nobody is told.
 *
 * @param snapshot what {@link saveCircuit} gave, however long it has lain in a storage since
 * @param now epoch milliseconds
 * @returns false when it is damaged or of another version; nothing is changed then
 * @usageNotes
 * ```ts
 * addEventListener('pagehide', () => store(saveCircuit(breaker, clock.now())));
 * restoreCircuit(breaker, stored(), clock.now()); // after the reload
 * ```
 */
export function restoreCircuit(breaker: CircuitBreaker, snapshot: unknown, now: number): boolean {
  const saved = readSnapshot(snapshot);
  if (saved === undefined) return false;
  // A clock that was set back in between must not make the break longer.
  const elapsed = Math.max(0, now - saved.at);
  breaker.resume(saved, Math.max(0, saved.remaining - elapsed), now);
  // Counts that do not fit the window of today are dropped.
  loadWindow(breaker.window, saved.window, now - elapsed);
  return true;
}

/** The snapshot, when it is one and nothing in it is damaged. */
function readSnapshot(value: unknown): CircuitSnapshot | undefined {
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

import type { Clock } from '../clock';
import { requireNumber } from '../options';
import type { Random } from '../random';
import type { WindowTotals } from '../window/call-window';
import { resolveBreakerOptions } from './breaker-settings';
import { Circuit } from './circuit';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { type CircuitSnapshot, readSnapshot } from './circuit-snapshot';
import type { CircuitState, CircuitTransition, Rejection } from './circuit-state';
import type { Permit } from './permit';

export type { CircuitState, CircuitTransition, Rejection } from './circuit-state';
export type { Permit } from './permit';

/**
 * Stops calls to a service that keeps failing, and lets a few trial calls find out when it is back.
 *
 * Lazy: owns no timer, every move is computed from the clock when somebody asks.
 * A result counts only in the generation that admitted it, so that a late answer cannot reopen or close a newer state.
 *
 * @usageNotes
 * ```ts
 * const breaker = new CircuitBreaker({ consecutiveFailures: 3 }, clock, random);
 * const permit = breaker.acquire();
 * if (!permit.permitted) return unavailableUntil(permit.retryAt, permit.reason);
 * const start = clock.now();
 * try {
 *   const answer = await call();
 *   permit.succeed(clock.now() - start);
 *   return answer;
 * } catch (error) {
 *   if (isAbort(error)) permit.release();
 *   else permit.fail(error, clock.now() - start);
 *   throw error;
 * }
 * ```
 *
 * @see Nygard, Release It!, "Circuit Breaker"; Envoy outlier detection for the growing break.
 */
export class CircuitBreaker {
  private readonly circuit: Circuit;
  private isolation: Set<object> | undefined = undefined;

  /**
   * @param onTransition told after every move; it may act on the breaker again
   * @throws ConfigurationError when an option is out of its range
   */
  constructor(
    options: CircuitBreakerOptions,
    private readonly clock: Clock,
    random: Random,
    onTransition?: (transition: CircuitTransition) => void,
  ) {
    this.circuit = new Circuit(resolveBreakerOptions(options), clock, random, onTransition);
  }

  /** The state as of the last `acquire`, result or `look`: reading it does not make time pass. */
  get state(): CircuitState {
    return this.circuit.state;
  }

  /** Why it is in this state, in words: `5 failures in a row`, `6 of 10 calls failed`, `forced open by ops`. */
  get reason(): string {
    return this.circuit.reason;
  }

  /** Epoch milliseconds since which it is in this state. */
  get since(): number {
    return this.circuit.since;
  }

  /** Epoch milliseconds at which the first trial is let through; `undefined` unless it is open. */
  get retryAt(): number | undefined {
    return this.circuit.state === 'open' ? this.circuit.retryAt : undefined;
  }

  /** Openings since it was last closed; each makes the break longer. */
  get openings(): number {
    return this.circuit.openings;
  }

  /** Calls refused since the last move. */
  get rejected(): number {
    return this.circuit.rejected;
  }

  /** Trials that have not finished. */
  get trialsInFlight(): number {
    return this.circuit.trials.inFlight;
  }

  /**
   * A permit to call now, or why not. O(1), allocates the permit only.
   *
   * @param now epoch milliseconds, when the caller has just read the clock
   */
  acquire(now?: number): Permit | Rejection {
    return this.circuit.acquire(now);
  }

  /**
   * Whether `acquire` would give a permit, without taking one: for choosing among several.
   *
   * @param now epoch milliseconds, when the caller has just read the clock
   */
  admits(now?: number): boolean {
    return this.circuit.admits(now);
  }

  /** Makes the moves that time alone makes (the end of a half-open period with a limit), and returns the state. */
  look(now: number = this.clock.now()): CircuitState {
    this.circuit.look(now);
    return this.circuit.state;
  }

  /**
   * What the window holds. While open it is kept as it was when it opened, so that one can say why; trials are counted
   * from zero. The object is live: read it at once.
   */
  totals(now: number = this.clock.now()): WindowTotals {
    const { circuit } = this;
    if (circuit.state !== 'open' && circuit.state !== 'forced-open') circuit.window.expire(now);
    return circuit.window;
  }

  /** Refuses every call until `reset`. */
  forceOpen(reason: string): void {
    this.command('forced-open', reason);
  }

  /** Lets every call through and counts nothing, until `reset`. */
  disable(reason: string): void {
    this.command('disabled', reason);
  }

  /** Lets every call through, counts, and tells once when it would have opened: for rolling out a breaker safely. */
  metricsOnly(reason: string): void {
    this.command('metrics-only', reason);
  }

  /** Closes it and forgets the past. */
  reset(reason: string): void {
    this.command('closed', reason);
  }

  /** Ends the break: the next calls are trials. */
  halfOpen(reason: string): void {
    this.command('half-open', reason);
  }

  /**
   * Opens it by hand; trials follow after the break.
   *
   * @param durationMs milliseconds, >= 0; default: what the options say for this opening
   */
  trip(reason: string, durationMs?: number): void {
    if (durationMs !== undefined) requireNumber('durationMs', durationMs, { min: 0 });
    this.isolation = undefined;
    this.circuit.open(reason, this.clock.now(), undefined, durationMs);
  }

  /**
   * Refuses every call until all who isolated it have released it; then it is closed. A breaker that is forced open
   * already stays so.
   *
   * @returns ends this isolation; calling it twice, or after another command, does nothing
   */
  isolate(reason: string): () => void {
    if (this.isolation === undefined) {
      if (this.circuit.state === 'forced-open') return () => undefined;
      this.command('forced-open', reason);
    }
    const handle = {};
    const isolation = (this.isolation ??= new Set());
    isolation.add(handle);
    return () => {
      if (!isolation.delete(handle) || isolation.size > 0 || this.isolation !== isolation) return;
      this.command('closed', `isolation ended: ${reason}`);
    };
  }

  /**
   * Changes the options while calls are running. State, break and window stay; a window of another shape starts empty,
   * and trials under way start again.
   *
   * @throws ConfigurationError when an option is out of its range; nothing is changed then
   */
  configure(options: CircuitBreakerOptions): void {
    this.circuit.configure(resolveBreakerOptions(options));
  }

  /** Everything that is worth keeping over a reload, as plain data. */
  snapshot(now: number = this.clock.now()): CircuitSnapshot {
    const { circuit } = this;
    circuit.look(now);
    this.totals(now);
    return {
      version: 1,
      at: now,
      state: circuit.state,
      reason: circuit.reason,
      openings: circuit.openings,
      remaining: circuit.state === 'open' ? Math.max(0, circuit.retryAt - now) : 0,
      run: circuit.run,
      window: circuit.window.save(),
    };
  }

  /**
   * Takes over a snapshot: a break goes on for what is left of it, trials start again. Nobody is told.
   *
   * @returns false when it is damaged or of another version; nothing is changed then
   */
  restore(snapshot: unknown, now: number = this.clock.now()): boolean {
    const saved = readSnapshot(snapshot);
    if (saved === undefined) return false;
    const { circuit } = this;
    this.isolation = undefined;
    // A clock that was set back in between must not make the break longer.
    const elapsed = Math.max(0, now - saved.at);
    circuit.resume(
      saved.state,
      saved.reason,
      saved.openings,
      now,
      Math.max(0, saved.remaining - elapsed),
    );
    circuit.run = circuit.window.load(saved.window, now - elapsed) ? saved.run : 0;
    return true;
  }

  private command(to: CircuitState, reason: string): void {
    this.isolation = undefined;
    this.circuit.move(to, reason, this.clock.now());
  }
}

import type { Clock } from '../clock';
import { requireNumber } from '../options';
import type { Random } from '../random';
import type { CallWindow, WindowTotals } from '../window/call-window';
import { breakDuration } from './break-duration';
import { type BreakerSettings, breakerSettings } from './breaker-settings';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import type { CircuitSnapshot } from './circuit-snapshot';
import type { CircuitState, CircuitTransition, Rejection } from './circuit-state';
import { CallPermit, type Permit, SPENT, TrialPermit } from './permit';
import type { RampUp } from './ramp-up';
import { TrialLedger } from './trial-ledger';

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
  /** @internal For those that save and load it. */
  window: CallWindow;

  readonly #clock: Clock;
  readonly #random: Random;
  readonly #onTransition: ((transition: CircuitTransition) => void) | undefined;
  #settings: BreakerSettings;

  #state: CircuitState = 'closed';
  #reason = 'started';
  #since: number;
  #openings = 0;
  #rejected = 0;
  #run = 0;
  /** Counts the moves: a result counts only in the generation that admitted it. */
  #generation = 0;
  /** Milliseconds of the latest break. */
  #length = 0;
  /** Exactly while half-open. */
  #trials: TrialLedger | undefined;
  #rampUp: RampUp | undefined;
  /** Refusals of one state are all alike: one object serves them all. */
  #refusal: Rejection | undefined;

  /**
   * @param onTransition told after every move; it may act on the breaker again
   * @throws ConfigurationError when an option is out of its range
   */
  constructor(
    options: CircuitBreakerOptions,
    clock: Clock,
    random: Random,
    onTransition?: (transition: CircuitTransition) => void,
  ) {
    this.#settings = breakerSettings(options);
    this.#clock = clock;
    this.#random = random;
    this.#onTransition = onTransition;
    this.#since = clock.now();
    this.window = this.#settings.window;
  }

  /** The state as of the last `acquire`, result or `look`: reading it does not make time pass. */
  get state(): CircuitState {
    return this.#state;
  }

  /** Why it is in this state: a {@link CircuitReason}, or what the operator said. `reasonInWords` explains it. */
  get reason(): string {
    return this.#reason;
  }

  /** Epoch milliseconds since which it is in this state. */
  get since(): number {
    return this.#since;
  }

  /** Epoch milliseconds at which the first trial is let through; `undefined` unless it is open. */
  get retryAt(): number | undefined {
    return this.#state === 'open' ? this.#since + this.#length : undefined;
  }

  /** Openings since it was last closed, each of which makes the break longer; those it would have made, if `metrics-only`. */
  get openings(): number {
    return this.#openings;
  }

  /** Failures in a row, up to the latest result. */
  get failuresInARow(): number {
    return this.#run;
  }

  /** Calls refused since the last move. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Trials that have not finished. */
  get trialsInFlight(): number {
    return this.#trials === undefined ? 0 : this.#trials.running.size;
  }

  /** Share of calls that is held back while they come back after recovery, 0..1. @param now epoch milliseconds */
  heldBack(now: number = this.#clock.now()): number {
    return this.#rampUp?.probability(now) ?? 0;
  }

  /** @internal */
  get generation(): number {
    return this.#generation;
  }

  /**
   * A permit to call now, or why not. O(1), allocates the permit only.
   *
   * @param now epoch milliseconds, when the caller has just read the clock
   */
  acquire(now?: number): Permit | Rejection {
    return this.#state === 'closed' && this.#rampUp === undefined
      ? new CallPermit(this, this.#generation)
      : this.#acquireWatched(now ?? this.#clock.now());
  }

  /**
   * Whether `acquire` would give a permit, without taking one: for choosing among several. A ramp after recovery is
   * left out, since it goes by chance.
   *
   * @param now epoch milliseconds, when the caller has just read the clock
   */
  admits(now?: number): boolean {
    if (this.#state === 'closed') return true;
    const at = now ?? this.#clock.now();
    if (this.look(at) === 'open') return at >= this.#since + this.#length;
    if (this.#trials !== undefined) return this.#trials.admits(this.#settings, at);
    return this.#state !== 'forced-open';
  }

  /**
   * Makes the moves that time alone makes (the end of a half-open period with a limit), and takes back what a clock that
   * was set back would prolong.
   *
   * @returns the state
   */
  look(now: number = this.#clock.now()): CircuitState {
    if (now < this.#since) {
      this.#since = now;
      this.#refusal = undefined;
    }
    // A break that was seen to be over stays so, even when the clock is set back after that.
    if (now >= this.#since + this.#length) this.#length = 0;
    const end = this.#since + this.#settings.timeLimit;
    // It happened when the limit was reached, whenever somebody looks.
    if (this.#trials !== undefined && now >= end) {
      this.#conclude(this.#settings.onTimeLimit === 'closed', 'time-limit', end);
    }
    return this.#state;
  }

  /**
   * What the window holds. While open it is kept as it was when it opened, so that one can say why; trials are counted
   * from zero. The object is live: read it at once.
   */
  totals(now: number = this.#clock.now()): WindowTotals {
    if (this.#isCounting) this.window.expire(now);
    return this.window;
  }

  /**
   * An operator's command.
   *
   * - `forced-open` refuses every call until another command
   * - `disabled` lets every call through and counts nothing
   * - `metrics-only` lets every call through, counts, and tells once when it would have opened: for rolling out a breaker
   * - `open` opens it; trials follow after the break
   * - `half-open` ends the break: the next calls are trials
   * - `closed` closes it and forgets the past
   *
   * @param durationMs milliseconds, >= 0, that it stays `open`; default: what the options say for this opening
   */
  moveTo(state: CircuitState, reason: string, durationMs?: number): void {
    if (durationMs !== undefined) requireNumber('durationMs', durationMs, { min: 0 });
    const now = this.#clock.now();
    if (state === 'open') this.#open(reason, now, undefined, durationMs);
    else this.#move(state, reason, now);
  }

  /**
   * Changes the options while calls are running. State, break and window stay; a window of another shape starts empty,
   * and trials under way start again.
   *
   * @throws ConfigurationError when an option is out of its range; nothing is changed then
   */
  configure(options: CircuitBreakerOptions): void {
    const settings = breakerSettings(options);
    if (!settings.window.isLike(this.window)) this.window = settings.window;
    this.#settings = settings;
    if (this.#trials !== undefined) this.#beginGeneration();
  }

  /** @internal Takes over what a snapshot says, without telling anybody. `remaining`: milliseconds of the break. */
  resume(
    {
      state,
      reason,
      openings,
      run,
    }: Pick<CircuitSnapshot, 'state' | 'reason' | 'openings' | 'run'>,
    remaining: number,
    now: number,
  ): void {
    this.#enter(state, reason, now);
    this.#openings = openings;
    this.#run = run;
    this.#length = remaining;
  }

  /** @internal */
  settle(
    permit: CallPermit,
    isFailure: boolean,
    durationMs: number,
    retryAfterMs: number | undefined,
    now: number = this.#clock.now(),
  ): void {
    const { generation } = permit;
    permit.generation = SPENT;
    // The time limit of a half-open period may have ended it before this result came.
    if (this.#trials !== undefined) this.look(now);
    if (generation !== this.#generation) return;
    const isSlow = durationMs > this.#settings.slowCallDuration;
    this.window.record(isFailure, isSlow, now);
    this.#run = isFailure ? this.#run + 1 : 0;
    if (this.#trials !== undefined) {
      this.#trials.settle(permit, isFailure, isSlow);
      const verdict = this.#settings.verdict(this.#trials, this.#settings);
      if (verdict !== undefined)
        this.#conclude(verdict === 'recovered', verdict, now, retryAfterMs);
      return;
    }
    this.#rampUp?.record(!isFailure, now);
    // Nothing but failed and slow calls can open it.
    if (this.window.failed + this.window.slow > 0) this.#judge(isFailure, retryAfterMs, now);
  }

  /** @internal */
  giveBack(permit: CallPermit): void {
    this.#trials?.running.delete(permit);
    permit.generation = SPENT;
  }

  get #isCounting(): boolean {
    return this.#state !== 'open' && this.#state !== 'forced-open';
  }

  #acquireWatched(now: number): Permit | Rejection {
    const state = this.look(now);
    if (state === 'forced-open' || (state === 'open' && now < this.#since + this.#length)) {
      return this.#refuse(this.#reason);
    }
    if (state === 'open') this.#move('half-open', 'break-over', now);
    if (this.#trials !== undefined) return this.#acquireTrial(this.#trials, now);
    if (this.#rampUp?.probability(now) === 0) this.#rampUp = undefined;
    if (this.#rampUp?.admit(this.#random, now) === false) return this.#refuse('ramp-up');
    // What comes of a call through a disabled breaker interests nobody.
    return new CallPermit(this, state === 'disabled' ? SPENT : this.#generation);
  }

  #acquireTrial(trials: TrialLedger, now: number): Permit | Rejection {
    const hung = trials.takeHung(this.#settings, now);
    if (!trials.admits(this.#settings, now)) return this.#refuse('trials-under-way');
    const permit = new TrialPermit(this, this.#generation);
    trials.running.set(permit, now);
    // Told when the book is right: they may act on the breaker again.
    for (const trial of hung) trial.onReclaim?.();
    return permit;
  }

  #refuse(reason: string): Rejection {
    this.#rejected++;
    return (this.#refusal ??= {
      permitted: false,
      state: this.#state,
      reason,
      retryAt: this.retryAt,
    });
  }

  #judge(isFailure: boolean, retryAfterMs: number | undefined, now: number): void {
    const rule = this.#settings.rules(this.#settings, this.window, this.#run, isFailure);
    if (rule === undefined) return;
    if (this.#state === 'closed') this.#open(rule, now, retryAfterMs);
    else if (this.#openings++ === 0) {
      this.#tell(this.#state, rule, now, copy(this.window), this.#run);
    }
  }

  /** The trials have decided, or their time is up. */
  #conclude(isRecovered: boolean, reason: string, at: number, retryAfterMs?: number): void {
    if (!isRecovered) {
      this.#open(reason, at, retryAfterMs);
      return;
    }
    const accepts = this.#trials?.succeeded ?? 0;
    this.#move('closed', reason, at, this.#settings.rampUp?.(accepts, at));
  }

  #open(reason: string, at: number, retryAfterMs?: number, length?: number): void {
    if (this.#state !== 'open') this.#openings++;
    this.#length =
      length ?? breakDuration(this.#settings, this.#openings, retryAfterMs, this.#random);
    this.#move('open', reason, at);
  }

  #move(to: CircuitState, reason: string, at: number, rampUp?: RampUp): void {
    const from = this.#state;
    const run = this.#run;
    const totals = copy(this.totals(at));
    this.#enter(to, reason, at);
    this.#rampUp = rampUp;
    this.#tell(from, reason, at, totals, run);
  }

  #enter(state: CircuitState, reason: string, at: number): void {
    this.#state = state;
    this.#reason = reason;
    this.#since = at;
    this.#rejected = 0;
    this.#refusal = undefined;
    this.#rampUp = undefined;
    this.#beginGeneration();
    if (state !== 'open' && state !== 'half-open') this.#openings = 0;
    // While nothing is let through, the window that opened it stays readable as the reason why.
    if (this.#isCounting) {
      this.#run = 0;
      this.window.clear(at);
    }
  }

  /** No call that began before counts any more. */
  #beginGeneration(): void {
    this.#generation++;
    this.#trials = this.#state === 'half-open' ? new TrialLedger() : undefined;
  }

  /** Runs last, when everything else is in its new state: a listener may act on the breaker again. */
  #tell(from: CircuitState, reason: string, at: number, totals: WindowTotals, run: number): void {
    this.#onTransition?.({
      from,
      to: this.#state,
      reason,
      at,
      retryAt: this.retryAt,
      totals,
      failuresInARow: run,
    });
  }
}

function copy({ total, failed, slow }: WindowTotals): WindowTotals {
  return { total, failed, slow };
}

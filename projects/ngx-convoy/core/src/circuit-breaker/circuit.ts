import type { Clock } from '../clock';
import type { Random } from '../random';
import type { CallWindow } from '../window/call-window';
import { CountWindow } from '../window/count-window';
import { TimeWindow } from '../window/time-window';
import { breakDuration } from './break-duration';
import type { BreakerSettings } from './breaker-settings';
import type { CircuitState, CircuitTransition, Rejection } from './circuit-state';
import { CallPermit, type Permit, type PermitOwner } from './permit';
import { TrialLedger } from './trial-ledger';
import { trialVerdict, tripReason } from './trip-rules';

/**
 * The state machine inside a circuit breaker: admits, counts, moves. It owns no timer; every move that time makes is
 * computed when somebody asks.
 *
 * Each move starts a new generation, and a result counts only in the generation that admitted it.
 */
export class Circuit implements PermitOwner {
  state: CircuitState = 'closed';
  reason = 'started';
  /** Epoch milliseconds of the last move. */
  since: number;
  /** Epoch milliseconds; meaningful while open. */
  retryAt = 0;
  openings = 0;
  /** Refused calls since the last move. */
  rejected = 0;
  /** Failures in a row while closed. */
  run = 0;
  window: CallWindow;
  readonly trials = new TrialLedger();

  /** Milliseconds of the present break: no clock that is set back makes it longer. */
  private breakLength = 0;
  private generation = 0;
  private toldWouldOpen = false;
  private refusal: Rejection | undefined = undefined;

  constructor(
    private settings: BreakerSettings,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly onTransition: ((transition: CircuitTransition) => void) | undefined,
  ) {
    this.since = clock.now();
    this.window = createWindow(settings);
  }

  acquire(now: number | undefined): Permit | Rejection {
    if (this.state === 'closed') return new CallPermit(this, this.generation, false);
    return this.acquireUnlessRefused(now ?? this.clock.now());
  }

  admits(now: number | undefined): boolean {
    if (this.state === 'closed') return true;
    const at = now ?? this.clock.now();
    this.look(at);
    switch (this.state) {
      case 'open':
        return at >= this.retryAt;
      case 'half-open':
        return this.trials.admits(this.settings.trials, at);
      default:
        return this.state !== 'forced-open';
    }
  }

  settle(
    permit: CallPermit,
    failed: boolean,
    durationMs: number,
    retryAfterMs: number | undefined,
    now: number | undefined,
  ): void {
    if (permit.generation !== this.generation || this.state === 'disabled') return;
    const at = now ?? this.clock.now();
    const slow = durationMs > this.settings.slowCallDuration;
    if (permit.trial) {
      this.settleTrial(permit, failed, slow, retryAfterMs, at);
      return;
    }
    this.run = failed ? this.run + 1 : 0;
    this.window.record(failed, slow, at);
    if (this.toldWouldOpen) return;
    const reason = tripReason(this.settings, this.window, this.run, failed);
    if (reason === undefined) return;
    if (this.state === 'closed') {
      this.open(reason, at, retryAfterMs);
    } else {
      this.toldWouldOpen = true;
      this.tell(this.state, `would have opened: ${reason}`, at);
    }
  }

  giveBack(permit: CallPermit): void {
    if (permit.generation === this.generation) this.trials.giveBack(permit);
  }

  /** Makes the moves that time alone makes, and takes back what a clock that was set back would prolong. */
  look(now: number): void {
    if (this.state === 'open') {
      if (this.retryAt - now <= this.breakLength) return;
      this.retryAt = now + this.breakLength;
      this.refusal = undefined;
    } else if (this.state === 'half-open') {
      const { timeLimit, onTimeLimit } = this.settings.trials;
      if (this.since > now) this.since = now;
      if (now - this.since < timeLimit) return;
      const reason = `no verdict after ${timeLimit} ms of trials`;
      // It happened when the limit was reached, whenever somebody looks.
      if (onTimeLimit === 'open') this.open(reason, this.since + timeLimit, undefined);
      else this.move('closed', reason, this.since + timeLimit);
    }
  }

  /** Opens, or opens again with a new break. `duration`: milliseconds, when an operator says how long. */
  open(reason: string, at: number, retryAfterMs: number | undefined, duration?: number): void {
    if (this.state !== 'open') this.openings++;
    this.breakLength =
      duration ?? breakDuration(this.settings, this.openings, retryAfterMs, this.random);
    this.retryAt = at + this.breakLength;
    this.move('open', reason, at);
  }

  move(to: CircuitState, reason: string, at: number): void {
    const from = this.state;
    if (from !== 'open' && from !== 'forced-open') this.window.expire(at);
    const totals = { total: this.window.total, failed: this.window.failed, slow: this.window.slow };
    this.generation = (this.generation + 1) | 0;
    this.state = to;
    this.reason = reason;
    this.since = at;
    this.rejected = 0;
    this.refusal = undefined;
    this.toldWouldOpen = false;
    this.trials.clear();
    if (to === 'closed') this.openings = 0;
    // While nothing is let through, the window that opened it stays readable as the reason why.
    if (to !== 'open' && to !== 'forced-open') {
      this.run = 0;
      this.window.clear(at);
    }
    this.tell(from, reason, at, totals);
  }

  /** Changes the rules. The window is kept when it has the same shape; trials under way start again. */
  configure(settings: BreakerSettings): void {
    const { windowDuration, windowSize } = this.settings;
    this.settings = settings;
    if (settings.windowDuration !== windowDuration || settings.windowSize !== windowSize) {
      this.window = createWindow(settings);
    }
    if (this.state === 'half-open') {
      this.generation = (this.generation + 1) | 0;
      this.trials.clear();
    }
  }

  /** Takes over what a snapshot says, without telling anybody. `remaining`: milliseconds of the break. */
  resume(
    state: CircuitState,
    reason: string,
    openings: number,
    now: number,
    remaining: number,
  ): void {
    this.generation = (this.generation + 1) | 0;
    this.state = state;
    this.reason = reason;
    this.openings = openings;
    this.since = now;
    this.breakLength = remaining;
    this.retryAt = now + remaining;
    this.rejected = 0;
    this.refusal = undefined;
    this.trials.clear();
  }

  private acquireUnlessRefused(now: number): Permit | Rejection {
    this.look(now);
    if (this.state === 'open') {
      if (now < this.retryAt) return this.refuse('open', this.reason, this.retryAt);
      this.move('half-open', `the break after '${this.reason}' is over`, now);
    }
    if (this.state === 'half-open') return this.acquireTrial(now);
    if (this.state === 'forced-open') return this.refuse('forced-open', this.reason, undefined);
    return new CallPermit(this, this.generation, false);
  }

  private acquireTrial(now: number): Permit | Rejection {
    const { trials, settings } = this;
    trials.reclaim(now, settings.trials.reclaimAfter);
    if (!trials.admits(settings.trials, now)) {
      return this.refuse('half-open', 'trial calls are under way', undefined);
    }
    const permit = new CallPermit(this, this.generation, true);
    trials.start(permit, now);
    return permit;
  }

  private settleTrial(
    permit: CallPermit,
    failed: boolean,
    slow: boolean,
    retryAfterMs: number | undefined,
    at: number,
  ): void {
    this.look(at);
    if (permit.generation !== this.generation) return;
    const { settings, trials } = this;
    this.window.record(failed, slow, at);
    // A service that answers too slowly has not recovered (Sentinel, ResponseTimeCircuitBreaker).
    const tooSlow = slow && settings.slowCallRate !== Infinity && !settings.trials.afterAll;
    trials.settle(permit, failed || tooSlow, slow);
    const verdict = trialVerdict(settings, trials);
    if (verdict === 'undecided') return;
    const { done, succeeded } = trials;
    if (verdict === 'recovered') {
      this.move('closed', `${succeeded} of ${done} trial calls succeeded`, at);
    } else {
      const what = failed || !slow ? 'failed' : 'was slow';
      const reason =
        done === 1 ? `the trial call ${what}` : `${done - succeeded} of ${done} trial calls failed`;
      this.open(reason, at, retryAfterMs);
    }
  }

  /** Refusals of one state are all alike: one object serves them all. */
  private refuse(
    state: Rejection['state'],
    reason: string,
    retryAt: number | undefined,
  ): Rejection {
    this.rejected++;
    return (this.refusal ??= { permitted: false, state, reason, retryAt });
  }

  /** Runs last, when everything else is in its new state: a listener may act on the breaker again. */
  private tell(
    from: CircuitState,
    reason: string,
    at: number,
    totals = { total: this.window.total, failed: this.window.failed, slow: this.window.slow },
  ): void {
    this.onTransition?.({
      from,
      to: this.state,
      reason,
      at,
      retryAt: this.state === 'open' ? this.retryAt : undefined,
      totals,
    });
  }
}

function createWindow({ windowDuration, windowSize }: BreakerSettings): CallWindow {
  return windowDuration === 0
    ? new CountWindow(windowSize)
    : new TimeWindow(windowDuration, windowSize);
}

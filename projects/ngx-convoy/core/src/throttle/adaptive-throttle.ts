import { requireNumber } from '../options';
import type { Random } from '../random';
import { TimeWindow } from '../window/time-window';

/** How soon an {@link AdaptiveThrottle} holds calls back. */
export interface AdaptiveThrottleOptions {
  /**
   * Calls that are let through for each one that the service accepts, >= 1. Default 2: it may refuse half of them before
   * any is held back. Lower is stricter.
   */
  readonly k?: number | undefined;
  /** Milliseconds, > 0, that it looks back. Default 120,000. */
  readonly window?: number | undefined;
  /** The greatest share of calls that is held back, 0..1. Default 0.9: without any call nobody would notice a recovery. */
  readonly maxProbability?: number | undefined;
  /**
   * Calls in the window without which none is held back, >= 0. Default 10: a browser makes few, and one that fails must not
   * cost the next its chance.
   */
  readonly minimumCalls?: number | undefined;
}

const BUCKETS = 12;

/**
 * Holds back a share of the calls to a service that refuses some of them: just as many as it would refuse anyway.
 *
 * Softer than a circuit breaker, because it has no states: the share is `(requests - k * accepts) / (requests + 1)`, and
 * goes down with each call that is accepted. Requests include those held back here, so that a client that insists is held
 * back more. A call is counted when its result is known, not when it starts: a page that opens with twenty calls at once
 * must not be held back because none of them has been answered yet.
 *
 * @usageNotes
 * ```ts
 * const throttle = new AdaptiveThrottle();
 * if (!throttle.admit(random, clock.now())) return heldBack(throttle.probability(clock.now()));
 * const answer = await call();
 * throttle.record(!isOverloaded(answer), clock.now());
 * ```
 *
 * @see Google SRE book, ch. 21, "Client-Side Throttling"; failsafe-go, adaptivethrottler, for the maximum
 */
export class AdaptiveThrottle {
  private settings: Settings;
  private window: TimeWindow;
  private isRamp = false;

  /** @throws ConfigurationError */
  constructor(options: AdaptiveThrottleOptions = {}) {
    this.settings = resolve(options);
    this.window = new TimeWindow(this.settings.window, BUCKETS);
  }

  /** Calls that are let through for each one that the service accepts. */
  get k(): number {
    return this.settings.k;
  }

  /**
   * Changes the options while calls are running. What was counted stays, unless it looks back for another time.
   *
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: AdaptiveThrottleOptions): void {
    const { window } = this.settings;
    this.settings = resolve(options);
    if (window !== this.settings.window)
      this.window = new TimeWindow(this.settings.window, BUCKETS);
  }

  /** Share of calls that is held back now, 0..`maxProbability`. @param now epoch milliseconds */
  probability(now: number): number {
    const { window, settings } = this;
    window.expire(now);
    const accepts = window.total - window.failed;
    const excess = window.total - settings.k * accepts;
    if (excess <= 0) this.isRamp = false;
    const isKnown = this.isRamp || window.total >= settings.minimumCalls;
    return excess <= 0 || !isKnown
      ? 0
      : Math.min(settings.maxProbability, excess / (window.total + 1));
  }

  /** Whether a call may be made. One that may not is counted at once; the result of the others is to be recorded. */
  admit(random: Random, now: number): boolean {
    const probability = this.probability(now);
    if (probability === 0 || random() >= probability) return true;
    this.window.record(true, false, now);
    return false;
  }

  /**
   * Counts the result of a call that was admitted. One that was aborted says nothing: leave it out.
   *
   * @param accepted whether the service took the call on. An error of the application is an answer too: not accepted are
   *   calls that it refused (429, 503), dropped or timed out on
   */
  record(accepted: boolean, now: number): void {
    this.window.record(!accepted, false, now);
  }

  /**
   * Starts over as after a bad time: a share of the calls is held back at first, and less with each one that is accepted.
   * This is the ramp after a circuit breaker has closed; `minimumCalls` is not looked at until it is over.
   *
   * @param accepts the calls that it stands on, >= 0, such as the good trials of the breaker: the more, the longer the ramp
   * @param probability the share at the start, 0..`maxProbability` and less than 1
   */
  seed(accepts: number, now: number, probability = 0.5): void {
    requireNumber('accepts', accepts, { min: 0, integer: true });
    requireNumber('probability', probability, {
      min: 0,
      max: Math.min(0.99, this.settings.maxProbability),
    });
    const requests = Math.ceil((probability + this.k * accepts) / (1 - probability));
    this.isRamp = true;
    this.window.clear(now);
    for (let call = 0; call < requests; call++) this.window.record(call >= accepts, false, now);
  }
}

interface Settings {
  readonly k: number;
  readonly window: number;
  readonly maxProbability: number;
  readonly minimumCalls: number;
}

function resolve({
  k = 2,
  window = 120_000,
  maxProbability = 0.9,
  minimumCalls = 10,
}: AdaptiveThrottleOptions): Settings {
  return {
    k: requireNumber('k', k, { min: 1 }),
    window: requireNumber('window', window, { exclusiveMin: 0 }),
    maxProbability: requireNumber('maxProbability', maxProbability, { min: 0, max: 1 }),
    minimumCalls: requireNumber('minimumCalls', minimumCalls, { min: 0, integer: true }),
  };
}

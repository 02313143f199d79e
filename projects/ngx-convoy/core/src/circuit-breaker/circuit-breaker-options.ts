import type { Random } from '../random';
import type { CallWindow } from '../window/call-window';
import type { BeginRampUp } from './ramp-up';
import type { TrialVerdict } from './trial-ledger';
import type { TripRules } from './trip-rules';

/** How the break grows while trials keep failing. */
export interface BreakGrowth {
  /** Each further opening multiplies the break by this, >= 1. Default 2. */
  readonly factor?: number | undefined;
  /** Milliseconds, >= `timeoutDuration`: no break grows longer. Default 120,000. */
  readonly max?: number | undefined;
  /** Share by which a break varies up and down, 0..1, so that not all browsers return at once. Default 0.15. */
  readonly jitter?: number | undefined;
  /** Milliseconds, >= 0: a server's `Retry-After` is believed up to this. Default 300,000. */
  readonly maxRetryAfter?: number | undefined;
}

/**
 * Computes each break itself.
 *
 * @param opening 1 for the first opening since the breaker was closed, then 2, 3, ...
 * @returns milliseconds, >= 0; anything else means `timeoutDuration`
 */
export type BreakDuration = (opening: number, random: Random) => number;

/** How an open breaker finds out that the service is back. */
export interface TrialOptions {
  /** Trials let through in one half-open period, >= 1; refused beyond that. Default 3. */
  readonly permitted?: number | undefined;
  /** Good trials that close it, 1..`permitted`. Default 2, or `permitted` when that is less. */
  readonly required?: number | undefined;
  /** Failed trials that it puts up with, 0..`permitted - required`. Default 0: the first failure opens it again. */
  readonly tolerated?: number | undefined;
  /** What decides. Default: `required` and `tolerated`, as early as possible. Another one is `rateAfterAll`. */
  readonly verdict?: TrialVerdict | undefined;
  /** Milliseconds, > 0, after which a hung trial loses its permit; `false` = never. Default 30,000. */
  readonly reclaimAfter?: number | false | undefined;
  /** Milliseconds, > 0: the longest half-open period. Default: no limit. */
  readonly timeLimit?: number | false | undefined;
  /** What follows at the `timeLimit`. Default `open`. */
  readonly onTimeLimit?: 'open' | 'closed' | undefined;
}

/** The last `duration` milliseconds, sliding in steps of one bucket. */
export interface TimeWindowOptions {
  /** Milliseconds, > 0. */
  readonly duration: number;
  /** Steps, 1..1,000. Default 10. */
  readonly buckets?: number | undefined;
}

/**
 * When a {@link CircuitBreaker} opens, for how long, and what closes it again. Every field is optional.
 *
 * The rules are alternatives: whichever is met first opens it. A rule is switched off by `false`. Whoever gives
 * `failureThreshold` gets that rule alone: the defaults of `consecutiveFailures` and `failureRate` stand back.
 *
 * The defaults suit a browser, which makes 1 to 10 calls a minute to a service: the servers' customary minimum of 20 or
 * 100 calls would never be reached.
 */
export interface CircuitBreakerOptions {
  /** Failures inside the `monitoringWindow` that open it, >= 1. Default: off. */
  readonly failureThreshold?: number | false | undefined;
  /** Failures in a row that open it, >= 1. Default 5. */
  readonly consecutiveFailures?: number | false | undefined;
  /** Share of failed calls that opens it, 0 < rate <= 1, once there are `minimumCalls`. Default 0.5. See also `above`. */
  readonly failureRate?: number | false | undefined;
  /** Calls without which the `failureRate` is not believed, >= 1. Default 10, or the size of a smaller window. */
  readonly minimumCalls?: number | undefined;
  /** Share of slow calls that opens it, 0 < rate <= 1, once there are `slowCallMinimum`. Default 0.8. */
  readonly slowCallRate?: number | false | undefined;
  /** Milliseconds, >= 0: a call is slow when it takes longer. Default: no slow-call rule. */
  readonly slowCallDuration?: number | false | undefined;
  /** Calls without which the `slowCallRate` is not believed, >= 1. Default `minimumCalls`. */
  readonly slowCallMinimum?: number | undefined;
  /** How these numbers open it. Default: `tripRules`; another one is `ratesOnFailure`. */
  readonly rules?: TripRules | undefined;
  /** What the rules look at: milliseconds, > 0, or the last so many calls by `lastCalls`. Default 60,000. */
  readonly monitoringWindow?: number | TimeWindowOptions | (() => CallWindow) | undefined;
  /** Milliseconds, >= 0, that it stays open the first time. Default 5,000. */
  readonly timeoutDuration?: number | undefined;
  /** How the break grows, or a function that computes it. */
  readonly backoff?: BreakGrowth | BreakDuration | undefined;
  /** The half-open period. */
  readonly trials?: TrialOptions | undefined;
  /** How calls come back after the breaker has closed, such as `rampUp()`. Default: all at once. */
  readonly rampUp?: BeginRampUp | undefined;
}

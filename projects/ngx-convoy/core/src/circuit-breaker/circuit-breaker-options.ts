import type { Random } from '../random';

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
  /**
   * `early`: as soon as `required` or `tolerated` decides. `rate-after-all`: when all permitted trials are through,
   * by `failureRate` and `slowCallRate`. Default `early`.
   */
  readonly verdict?: 'early' | 'rate-after-all' | undefined;
  /** Milliseconds, > 0, after which a hung trial loses its permit; `false` = never. Default 30,000. */
  readonly reclaimAfter?: number | false | undefined;
  /** Milliseconds, > 0: the longest half-open period. Default: no limit. */
  readonly timeLimit?: number | undefined;
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

/** The last so many calls. */
export interface CountWindowOptions {
  /** Calls, >= 1. */
  readonly calls: number;
}

/**
 * When a {@link CircuitBreaker} opens, for how long, and what closes it again. Every field is optional.
 *
 * The rules are alternatives: whichever is met first opens it. A rule is switched off by `false`. Whoever gives
 * `failureThreshold` gets that rule alone: the defaults of `consecutiveFailures` and `failureRate` stand back.
 */
export interface CircuitBreakerOptions {
  /** Failures inside the `monitoringWindow` that open it, >= 1. Default: off. */
  readonly failureThreshold?: number | false | undefined;
  /** Failures in a row that open it, >= 1. Default 5. */
  readonly consecutiveFailures?: number | false | undefined;
  /** Share of failed calls that opens it, 0 < rate <= 1, once there are `minimumCalls`. Default 0.5. */
  readonly failureRate?: number | false | undefined;
  /** Whether a rate equal to `failureRate` opens it (`>=`) or only a greater one (`>`). Default `>=`. */
  readonly failureRateComparison?: '>=' | '>' | undefined;
  /** Share of slow calls that opens it, 0 < rate <= 1, once there are `minimumCalls`. Default 0.8. */
  readonly slowCallRate?: number | false | undefined;
  /** Milliseconds, >= 0: a call is slow when it takes longer. Default: no slow-call rule. */
  readonly slowCallDuration?: number | false | undefined;
  /** Calls without which no rate is believed, >= 1. Default 10, or the size of a smaller count window. */
  readonly minimumCalls?: number | undefined;
  /** Whether `failureRate` is looked at after any result, or after failures only. Default `any`. */
  readonly evaluateOn?: 'any' | 'failure' | undefined;
  /** What the rules look at: milliseconds, > 0, or the last so many calls. Default 60,000. */
  readonly monitoringWindow?: number | TimeWindowOptions | CountWindowOptions | undefined;
  /** Milliseconds, >= 0, that it stays open the first time. Default 5,000. */
  readonly timeoutDuration?: number | undefined;
  /** How the break grows, or a function that computes it. */
  readonly backoff?: BreakGrowth | BreakDuration | undefined;
  /** The half-open period. */
  readonly trials?: TrialOptions | undefined;
}

/**
 * What a breaker does when nothing is said. They suit a browser, which makes 1 to 10 calls a minute to a service: the
 * servers' customary minimum of 20 or 100 calls would never be reached.
 */
export const CIRCUIT_BREAKER_DEFAULTS = {
  consecutiveFailures: 5,
  failureRate: 0.5,
  slowCallRate: 0.8,
  minimumCalls: 10,
  monitoringWindow: 60_000,
  timeoutDuration: 5_000,
  backoff: { factor: 2, max: 120_000, jitter: 0.15, maxRetryAfter: 300_000 },
  trials: { permitted: 3, required: 2, tolerated: 0, reclaimAfter: 30_000 },
} as const;

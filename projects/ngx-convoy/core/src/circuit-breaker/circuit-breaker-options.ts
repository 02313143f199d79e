import { ConfigurationError } from '../errors';
import { requireNumber, requireRate } from '../options';
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

/** Options after validation, in the form that the hot path reads: a rule that is off has `Infinity`. */
export interface BreakerSettings {
  readonly failureThreshold: number;
  readonly consecutiveFailures: number;
  readonly failureRate: number;
  readonly strict: boolean;
  readonly slowCallRate: number;
  readonly slowCallDuration: number;
  readonly minimumCalls: number;
  readonly onAny: boolean;
  /** Milliseconds, or 0 for a count window. */
  readonly windowDuration: number;
  /** Buckets of a time window, calls of a count window. */
  readonly windowSize: number;
  readonly firstBreak: number;
  readonly growth: BreakDuration | undefined;
  readonly factor: number;
  readonly maxBreak: number;
  readonly jitter: number;
  readonly maxRetryAfter: number;
  readonly trials: TrialSettings;
}

/** {@link TrialOptions} after validation. */
export interface TrialSettings {
  readonly permitted: number;
  readonly required: number;
  readonly tolerated: number;
  readonly afterAll: boolean;
  readonly reclaimAfter: number;
  readonly timeLimit: number;
  readonly onTimeLimit: 'open' | 'closed';
}

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveBreakerOptions(options: CircuitBreakerOptions): BreakerSettings {
  const defaults = CIRCUIT_BREAKER_DEFAULTS;
  const seedRule = typeof options.failureThreshold === 'number';
  const window = resolveWindow(options.monitoringWindow ?? defaults.monitoringWindow);
  const counted = window.duration === 0 ? window.size : Infinity;
  const timeoutDuration = options.timeoutDuration ?? defaults.timeoutDuration;
  requireNumber('timeoutDuration', timeoutDuration, { min: 0 });
  const slowCallDuration = options.slowCallDuration ?? false;
  if (slowCallDuration !== false) requireNumber('slowCallDuration', slowCallDuration, { min: 0 });

  return {
    failureThreshold: count('failureThreshold', options.failureThreshold ?? false, counted),
    consecutiveFailures: count(
      'consecutiveFailures',
      options.consecutiveFailures ?? (seedRule ? false : defaults.consecutiveFailures),
    ),
    failureRate: rate(
      'failureRate',
      options.failureRate ?? (seedRule ? false : defaults.failureRate),
    ),
    strict:
      oneOf('failureRateComparison', options.failureRateComparison ?? '>=', ['>=', '>']) === '>',
    slowCallRate:
      slowCallDuration === false
        ? Infinity
        : rate('slowCallRate', options.slowCallRate ?? defaults.slowCallRate),
    slowCallDuration: slowCallDuration === false ? Infinity : slowCallDuration,
    minimumCalls: count(
      'minimumCalls',
      options.minimumCalls ?? Math.min(defaults.minimumCalls, counted),
      counted,
    ),
    onAny: oneOf('evaluateOn', options.evaluateOn ?? 'any', ['any', 'failure']) === 'any',
    windowDuration: window.duration,
    windowSize: window.size,
    firstBreak: timeoutDuration,
    ...resolveBackoff(options.backoff ?? {}, timeoutDuration),
    trials: resolveTrials(options.trials ?? {}),
  };
}

function resolveWindow(window: number | TimeWindowOptions | CountWindowOptions): {
  readonly duration: number;
  readonly size: number;
} {
  if (typeof window === 'object' && 'calls' in window) {
    const size = requireNumber('monitoringWindow.calls', window.calls, {
      min: 1,
      max: 1_000_000,
      integer: true,
    });
    return { duration: 0, size };
  }
  const { duration, buckets = 10 } = typeof window === 'object' ? window : { duration: window };
  requireNumber('monitoringWindow', duration, { exclusiveMin: 0 });
  requireNumber('monitoringWindow.buckets', buckets, { min: 1, max: 1_000, integer: true });
  return { duration, size: buckets };
}

function resolveBackoff(
  backoff: BreakGrowth | BreakDuration,
  timeoutDuration: number,
): Pick<BreakerSettings, 'growth' | 'factor' | 'maxBreak' | 'jitter' | 'maxRetryAfter'> {
  const defaults = CIRCUIT_BREAKER_DEFAULTS.backoff;
  const growth = typeof backoff === 'function' ? backoff : undefined;
  const given: BreakGrowth = typeof backoff === 'function' ? {} : backoff;
  const {
    factor = defaults.factor,
    max = Math.max(defaults.max, timeoutDuration),
    jitter = defaults.jitter,
    maxRetryAfter = defaults.maxRetryAfter,
  } = given;
  return {
    growth,
    factor: requireNumber('backoff.factor', factor, { min: 1 }),
    maxBreak: requireNumber('backoff.max', max, { min: timeoutDuration }),
    jitter: requireNumber('backoff.jitter', jitter, { min: 0, max: 1 }),
    maxRetryAfter: requireNumber('backoff.maxRetryAfter', maxRetryAfter, { min: 0 }),
  };
}

function resolveTrials(options: TrialOptions): TrialSettings {
  const defaults = CIRCUIT_BREAKER_DEFAULTS.trials;
  const permitted = count('trials.permitted', options.permitted ?? defaults.permitted);
  const required = count(
    'trials.required',
    options.required ?? Math.min(defaults.required, permitted),
    permitted,
  );
  const reclaimAfter = options.reclaimAfter ?? defaults.reclaimAfter;
  if (reclaimAfter !== false) {
    requireNumber('trials.reclaimAfter', reclaimAfter, { exclusiveMin: 0 });
  }
  const timeLimit = options.timeLimit ?? Infinity;
  if (timeLimit !== Infinity) requireNumber('trials.timeLimit', timeLimit, { exclusiveMin: 0 });
  const verdict = oneOf('trials.verdict', options.verdict ?? 'early', ['early', 'rate-after-all']);
  return {
    permitted,
    required,
    tolerated: requireNumber('trials.tolerated', options.tolerated ?? defaults.tolerated, {
      min: 0,
      max: permitted - required,
      integer: true,
    }),
    afterAll: verdict === 'rate-after-all',
    reclaimAfter: reclaimAfter === false ? Infinity : reclaimAfter,
    timeLimit,
    onTimeLimit: oneOf('trials.onTimeLimit', options.onTimeLimit ?? 'open', ['open', 'closed']),
  };
}

function count(option: string, value: number | false, max?: number): number {
  if (value === false) return Infinity;
  return requireNumber(option, value, {
    min: 1,
    max: max === Infinity ? undefined : max,
    integer: true,
  });
}

function rate(option: string, value: number | false): number {
  return value === false ? Infinity : requireRate(option, value);
}

function oneOf<T extends string>(option: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw new ConfigurationError(
    option,
    value,
    `one of ${allowed.map((one) => `'${one}'`).join(', ')}`,
  );
}

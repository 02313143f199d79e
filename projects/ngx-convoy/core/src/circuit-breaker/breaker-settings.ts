import { requireNumber, requireOneOf, requireRate } from '../options';
import type {
  BreakDuration,
  BreakGrowth,
  CircuitBreakerOptions,
  CountWindowOptions,
  TimeWindowOptions,
  TrialOptions,
} from './circuit-breaker-options';
import { CIRCUIT_BREAKER_DEFAULTS } from './circuit-breaker-options';

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
      requireOneOf('failureRateComparison', options.failureRateComparison ?? '>=', ['>=', '>']) ===
      '>',
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
    onAny: requireOneOf('evaluateOn', options.evaluateOn ?? 'any', ['any', 'failure']) === 'any',
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
  const verdict = requireOneOf('trials.verdict', options.verdict ?? 'early', [
    'early',
    'rate-after-all',
  ]);
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
    onTimeLimit: requireOneOf('trials.onTimeLimit', options.onTimeLimit ?? 'open', [
      'open',
      'closed',
    ]),
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

import type { NumberRange } from '../expected';
import { requireNumbers } from '../options';
import type { CallWindow } from '../window/call-window';
import { TimeWindow } from '../window/time-window';
import type {
  BreakDuration,
  CircuitBreakerOptions,
  TimeWindowOptions,
} from './circuit-breaker-options';
import { earlyVerdict } from './early-verdict';
import type { BeginRampUp } from './ramp-up';
import type { TrialVerdict } from './trial-ledger';
import { type TripRules, tripRules } from './trip-rules';

/** What the rules about results and trials go by. A rule that is off has `Infinity`. */
export interface BreakerThresholds {
  readonly consecutiveFailures: number;
  readonly failureThreshold: number;
  readonly failureRate: number;
  readonly minimumCalls: number;
  readonly slowCallDuration: number;
  readonly slowCallRate: number;
  readonly slowCallMinimum: number;
  readonly permitted: number;
  readonly required: number;
  readonly tolerated: number;
}

/**
 * The options of a circuit breaker as they are in force: every default filled in, every value checked. A rule or a limit that
 * is off has `Infinity`.
 */
export interface BreakerSettings extends BreakerThresholds {
  readonly rules: TripRules;
  /** An empty one. */
  readonly window: CallWindow;
  readonly timeoutDuration: number;
  /** Set when a function computes the break, and then the next three do not matter. */
  readonly breakDuration: BreakDuration | undefined;
  readonly factor: number;
  readonly max: number;
  readonly jitter: number;
  readonly maxRetryAfter: number;
  readonly verdict: TrialVerdict;
  readonly reclaimAfter: number;
  readonly timeLimit: number;
  readonly onTimeLimit: 'open' | 'closed';
  readonly rampUp: BeginRampUp | undefined;
}

/** Fills in the defaults and checks every number. @throws ConfigurationError */
export function breakerSettings(options: CircuitBreakerOptions): BreakerSettings {
  const {
    failureThreshold = false,
    monitoringWindow = 60_000,
    timeoutDuration = 5_000,
    backoff = {},
    trials = {},
    rules = tripRules,
    rampUp,
  } = options;
  const { permitted = 3, required = Math.min(2, permitted) } = trials;
  const { verdict = earlyVerdict, onTimeLimit = 'open' } = trials;
  const window = createWindow(monitoringWindow);
  const { minimumCalls = Math.min(10, window.capacity) } = options;
  const isOnlyRule = failureThreshold !== false;
  const isComputed = typeof backoff === 'function';
  return {
    window,
    rules,
    rampUp,
    verdict,
    onTimeLimit,
    breakDuration: isComputed ? backoff : undefined,
    ...requireNumbers('', options, {
      consecutiveFailures: [isOnlyRule ? false : 5, { ...COUNT, off: true }],
      failureThreshold: [false, { ...COUNT, max: window.capacity, off: true }],
      failureRate: [isOnlyRule ? false : 0.5, RATE_OR_OFF],
      minimumCalls: [minimumCalls, { ...COUNT, max: window.capacity }],
      slowCallDuration: [false, { min: 0, off: true }],
      slowCallRate: [0.8, RATE_OR_OFF],
      slowCallMinimum: [minimumCalls, { ...COUNT, max: window.capacity }],
      timeoutDuration: [timeoutDuration, { min: 0 }],
    }),
    ...requireNumbers('backoff.', isComputed ? {} : backoff, {
      factor: [2, { min: 1 }],
      max: [Math.max(120_000, timeoutDuration), { min: timeoutDuration }],
      jitter: [0.15, { min: 0, max: 1 }],
      maxRetryAfter: [300_000, { min: 0 }],
    }),
    ...requireNumbers('trials.', trials, {
      permitted: [3, COUNT],
      required: [required, { ...COUNT, max: permitted }],
      tolerated: [0, { min: 0, max: permitted - required, integer: true }],
      reclaimAfter: [30_000, POSITIVE_OR_OFF],
      timeLimit: [false, POSITIVE_OR_OFF],
    }),
  };
}

const COUNT: NumberRange = { min: 1, integer: true };
const RATE_OR_OFF: NumberRange = { exclusiveMin: 0, max: 1, off: true };
const POSITIVE_OR_OFF: NumberRange = { exclusiveMin: 0, off: true };

function createWindow(window: number | TimeWindowOptions | (() => CallWindow)): CallWindow {
  if (typeof window === 'function') return window();
  const { duration, buckets } = typeof window === 'object' ? window : { duration: window };
  return new TimeWindow(duration, buckets, 'monitoringWindow.');
}

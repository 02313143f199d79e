import {
  type BalancingOptions,
  type BalancingSettings,
  resolveBalancing,
} from '../balancing/balancing-options';
import type { BalancingChoice } from '../balancing/create-picker';
import type { MeteredBulkheadOptions } from '../bulkhead/metered-bulkhead';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import {
  breakerOptionsOf,
  type PlainBreakerOptions,
} from '../circuit-breaker/plain-breaker-options';
import { requireName, requireNumber, within } from '../options';
import type { OutlierOptions } from '../outlier/outlier-options';
import type { ConcurrencyLimitOptions } from '../concurrency/create-concurrency-limit';
import type { TokenBucketOptions } from '../rate-limit/token-bucket';
import type { BackoffOptions } from '../retry/backoff';
import type { RetryBudgetOptions } from '../retry/retry-budget';
import type { AdaptiveThrottleOptions } from '../throttle/adaptive-throttle';
import type { EarlyRefusalOptions } from './with-deadline';
import type { HedgeOptions } from './with-hedge';

/** How often and how patiently a failed attempt is repeated. */
export interface RetryOptions {
  /** Further attempts after the first, 0..10. Default 2. Only idempotent calls are repeated. */
  readonly attempts?: number | undefined;
  /** Milliseconds, > 0: the longest wait before the first repetition. Default 100. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: no wait is longer, except when the server asks for it. Default 2,000. */
  readonly max?: number | undefined;
  /** Another backoff than full jitter; it has `base` and `max` from above unless it says otherwise itself. */
  readonly backoff?: BackoffOptions | BackoffOptions['type'] | undefined;
  /** Milliseconds, > 0, from the start of a call, after which no repetition starts. Default: the deadline alone decides. */
  readonly maxDuration?: number | undefined;
  /** What all repetitions of the service are paid from: retries, hedges, replays. Default: a fifth of the calls. */
  readonly budget?: RetryBudgetOptions | undefined;
}

/** {@link RetryOptions} with every default filled in. */
export interface ResolvedRetryOptions {
  readonly attempts: number;
  readonly base: number;
  readonly max: number;
  readonly backoff: BackoffOptions;
  readonly maxDuration: number | undefined;
  readonly budget: RetryBudgetOptions;
}

/** The policies of one service. */
export interface ServiceOptions {
  /** Unique; what `service://name/…` and the console call it. */
  readonly name: string;
  /** How an instance is picked. Default `'peak-ewma'`. */
  readonly balancing?: BalancingChoice | BalancingOptions | undefined;
  /** Milliseconds, > 0: the time one attempt may take. Default 5,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds, > 0: the time the whole call may take, waiting and retries included. Default 15,000. */
  readonly deadline?: number | undefined;
  /**
   * Refuses calls that have less time left than half of the recent attempts took. Default: off; see `withDeadline`.
   */
  readonly earlyRefusal?: EarlyRefusalOptions | boolean | undefined;
  readonly retry?: RetryOptions | undefined;
  /** Calls a second at most, or in another time; those that come too early wait for their time. Default: off. */
  readonly rateLimit?: TokenBucketOptions | false | undefined;
  /** Holds back a share of the calls while the service refuses many. Default: off. */
  readonly throttle?: AdaptiveThrottleOptions | boolean | undefined;
  /**
   * Lets the bulkhead find its limit by itself, from how long attempts take and whether they are refused. Its own limit is
   * not looked at then. Default: off; `true`: `gradient2`.
   */
  readonly concurrency?: ConcurrencyLimitOptions | boolean | undefined;
  /** So many calls at the same time; some more wait, the most urgent first. Default: off. */
  readonly bulkhead?: MeteredBulkheadOptions | false | undefined;
  /** Only idempotent calls are hedged, and only from the retry budget. Default: off. */
  readonly hedge?: HedgeOptions | boolean | undefined;
  /** Guards the service as a whole: it sees one outcome per call, after all its attempts. */
  readonly breaker?: PlainBreakerOptions | undefined;
  /** Guards each instance: it sees one outcome per attempt, and takes an instance out of the choice. */
  readonly instanceBreaker?: Omit<PlainBreakerOptions, 'rampUp'> | undefined;
  /**
   * Takes an instance out of the choice for a while that does worse than the others. Failures in a row are the instance
   * breaker's business unless `consecutiveFailures` is given. Default: on; `false`: off.
   */
  readonly outlier?: OutlierOptions | false | undefined;
}

/** {@link ServiceOptions} with every default filled in. */
export interface ResolvedServiceOptions {
  readonly name: string;
  readonly balancing: BalancingSettings;
  readonly timeout: number;
  readonly deadline: number;
  readonly earlyRefusal: EarlyRefusalOptions | boolean;
  readonly retry: ResolvedRetryOptions;
  readonly rateLimit: TokenBucketOptions | undefined;
  readonly bulkhead: MeteredBulkheadOptions | undefined;
  readonly concurrency: ConcurrencyLimitOptions | undefined;
  readonly throttle: AdaptiveThrottleOptions | undefined;
  readonly hedge: HedgeOptions | undefined;
  readonly breaker: CircuitBreakerOptions;
  readonly instanceBreaker: CircuitBreakerOptions;
  readonly outlier: OutlierOptions | false;
}

/**
 * What a service gets when nothing is said.
 *
 * An instance is left alone after three failures in a row: a browser makes few calls, and the other instances are
 * there; it never goes by rates, which need volume.
 */
export const SERVICE_DEFAULTS: Omit<ResolvedServiceOptions, 'name'> = {
  balancing: /* @__PURE__ */ resolveBalancing('balancing'),
  timeout: 5_000,
  deadline: 15_000,
  earlyRefusal: false,
  retry: {
    attempts: 2,
    base: 100,
    max: 2_000,
    backoff: { type: 'full-jitter', base: 100, max: 2_000 },
    maxDuration: undefined,
    budget: {},
  },
  rateLimit: undefined,
  bulkhead: undefined,
  concurrency: undefined,
  throttle: undefined,
  hedge: undefined,
  breaker: {},
  instanceBreaker: {
    consecutiveFailures: 3,
    failureRate: false,
    timeoutDuration: 5_000,
    trials: { permitted: 1, required: 1 },
  },
  outlier: { consecutiveFailures: false },
};

/**
 * Fills in defaults and checks every option.
 *
 * @param path what a message calls these options, such as `services[2]`
 * @throws ConfigurationError naming the option, what was given and the allowed range
 */
export function resolveServiceOptions(
  options: ServiceOptions,
  path: string,
  defaults: Partial<ServiceOptions> = {},
): ResolvedServiceOptions {
  const name = requireName(`${path}.name`, options.name);
  const balancing = resolveBalancing(`${path}.balancing`, defaults.balancing, options.balancing);
  const outlier = options.outlier ?? defaults.outlier;
  const timeout = options.timeout ?? defaults.timeout ?? SERVICE_DEFAULTS.timeout;
  const deadline = options.deadline ?? defaults.deadline ?? SERVICE_DEFAULTS.deadline;
  requireNumber(`${path}.timeout`, timeout, { exclusiveMin: 0 });
  requireNumber(`${path}.deadline`, deadline, { exclusiveMin: 0 });

  const concurrency = orOff(options.concurrency ?? defaults.concurrency, GRADIENT);
  const bulkhead = orOff(options.bulkhead ?? defaults.bulkhead, {});

  return {
    name,
    balancing,
    timeout,
    deadline,
    earlyRefusal: options.earlyRefusal ?? defaults.earlyRefusal ?? SERVICE_DEFAULTS.earlyRefusal,
    retry: resolveRetry(`${path}.retry`, options.retry, defaults.retry),
    rateLimit: orOff(options.rateLimit ?? defaults.rateLimit),
    // A limit that finds itself needs a bulkhead that it can move.
    bulkhead: bulkhead ?? (concurrency && {}),
    concurrency,
    throttle: orOff(options.throttle ?? defaults.throttle, {}),
    hedge: orOff(options.hedge ?? defaults.hedge, {}),
    breaker: within(`${path}.breaker`, () =>
      breakerOptionsOf({ ...defaults.breaker, ...options.breaker }),
    ),
    instanceBreaker: within(`${path}.instanceBreaker`, () =>
      breakerOptionsOf({
        ...SERVICE_DEFAULTS.instanceBreaker,
        ...defaults.instanceBreaker,
        ...options.instanceBreaker,
      }),
    ),
    outlier: outlier === false ? false : { ...SERVICE_DEFAULTS.outlier, ...outlier },
  };
}

function resolveRetry(
  path: string,
  own: RetryOptions = {},
  shared: RetryOptions = {},
): ResolvedRetryOptions {
  const defaults = SERVICE_DEFAULTS.retry;
  const attempts = own.attempts ?? shared.attempts ?? defaults.attempts;
  const base = own.base ?? shared.base ?? defaults.base;
  const max = own.max ?? shared.max ?? defaults.max;
  requireNumber(`${path}.attempts`, attempts, { min: 0, max: 10, integer: true });
  requireNumber(`${path}.base`, base, { exclusiveMin: 0 });
  requireNumber(`${path}.max`, max, { min: base });
  const backoff = own.backoff ?? shared.backoff ?? defaults.backoff.type;
  return {
    attempts,
    base,
    max,
    backoff: { base, max, ...(typeof backoff === 'string' ? { type: backoff } : backoff) },
    maxDuration: own.maxDuration ?? shared.maxDuration,
    budget: own.budget ?? shared.budget ?? defaults.budget,
  };
}

/** What `true` stands for, or nothing for `false`. */
function orOff<T extends object>(given: T | boolean | undefined, on?: T): T | undefined {
  if (given === true) return on;
  return given === false ? undefined : given;
}

const GRADIENT: ConcurrencyLimitOptions = { algorithm: 'gradient2' };

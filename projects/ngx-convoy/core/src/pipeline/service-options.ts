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

/** How often and how patiently a failed attempt is repeated. */
export interface RetryOptions {
  /** Further attempts after the first, >= 0. Default 2. Only idempotent calls are repeated. */
  readonly attempts?: number | undefined;
  /** Milliseconds, > 0: the longest wait before the first repetition. Default 100. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: no wait is longer, except when the server asks for it. Default 2,000. */
  readonly max?: number | undefined;
}

/** A second attempt beside a slow first one, at another instance; whichever answers first wins. */
export interface HedgeOptions {
  /** Milliseconds, > 0. Default: the 95th percentile of the last minute's calls. */
  readonly delay?: number | undefined;
  /** Calls without which that percentile is not believed, >= 1. Default 10. */
  readonly minimumCalls?: number | undefined;
}

/** {@link HedgeOptions} with every default filled in. */
export interface ResolvedHedgeOptions {
  readonly delay: number | undefined;
  readonly minimumCalls: number;
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
  readonly retry?: RetryOptions | undefined;
  /** So many calls at the same time; some more wait, the most urgent first. Default: off. */
  readonly bulkhead?: MeteredBulkheadOptions | undefined;
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
  readonly retry: { readonly attempts: number; readonly base: number; readonly max: number };
  readonly bulkhead: MeteredBulkheadOptions | undefined;
  readonly hedge: ResolvedHedgeOptions | undefined;
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
  balancing: resolveBalancing('balancing'),
  timeout: 5_000,
  deadline: 15_000,
  retry: { attempts: 2, base: 100, max: 2_000 },
  bulkhead: undefined,
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

  const retry = { ...SERVICE_DEFAULTS.retry, ...given(defaults.retry), ...given(options.retry) };
  requireNumber(`${path}.retry.attempts`, retry.attempts, { min: 0, max: 10, integer: true });
  requireNumber(`${path}.retry.base`, retry.base, { exclusiveMin: 0 });
  requireNumber(`${path}.retry.max`, retry.max, { min: retry.base });

  return {
    name,
    balancing,
    timeout,
    deadline,
    retry,
    bulkhead: options.bulkhead ?? defaults.bulkhead,
    hedge: resolveHedge(options.hedge ?? defaults.hedge, `${path}.hedge`),
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

function resolveHedge(
  hedge: HedgeOptions | boolean | undefined,
  path: string,
): ResolvedHedgeOptions | undefined {
  if (hedge === undefined || hedge === false) return undefined;
  const { delay, minimumCalls = 10 } = hedge === true ? {} : hedge;
  if (delay !== undefined) requireNumber(`${path}.delay`, delay, { exclusiveMin: 0 });
  requireNumber(`${path}.minimumCalls`, minimumCalls, { min: 1, integer: true });
  return { delay, minimumCalls };
}

/** Only what was really given: `undefined` does not hide a default. */
function given(options: RetryOptions | undefined): Partial<Record<keyof RetryOptions, number>> {
  const result: Partial<Record<keyof RetryOptions, number>> = {};
  if (options?.attempts !== undefined) result.attempts = options.attempts;
  if (options?.base !== undefined) result.base = options.base;
  if (options?.max !== undefined) result.max = options.max;
  return result;
}

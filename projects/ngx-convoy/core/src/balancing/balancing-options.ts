import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';
import { BALANCING_POLICIES, type BalancingChoice } from './create-picker';
import { type PeakEwmaOptions, type PeakEwmaSettings, resolvePeakEwmaOptions } from './peak-ewma';
import { resolveSlowStart, type SlowStartOptions, type SlowStartSettings } from './slow-start';

/** How the instance for an attempt is chosen. Every field is optional. */
export interface BalancingOptions extends PeakEwmaOptions {
  /** Default `'peak-ewma'`. */
  readonly policy?: BalancingChoice | undefined;
  /** Share of fit instances below which health is ignored, 0..1. Default 0.5; 0: only when nobody is fit. */
  readonly panicThreshold?: number | undefined;
  /**
   * Where the caller is, such as `eu-west-1a`. Instances of the same zone come first, then those of its region, then all
   * others, each for what those before it cannot carry. Default: zones are not told apart.
   */
  readonly zone?: string | undefined;
  /** How calls of the same priority are shared among zones, each > 0; a zone that is not named has 1. Default: by instance. */
  readonly zoneWeights?: Readonly<Record<string, number>> | undefined;
  /** How much more a group of instances can carry than it has to, >= 1. Default 1.4. */
  readonly overprovisioning?: number | undefined;
  /** How an instance that joins or comes back is brought up to its share; `false`: at once. Default: in 30 seconds. */
  readonly slowStart?: SlowStartOptions | false | undefined;
  /** Of more instances than this only so many are used, others in each browser, >= 2. Default 20; `false`: all. */
  readonly subset?: number | false | undefined;
}

/** {@link BalancingOptions} with every default filled in. */
export interface BalancingSettings {
  readonly policy: BalancingChoice;
  readonly panicThreshold: number;
  readonly zone: string | undefined;
  readonly zoneWeights: Readonly<Record<string, number>> | undefined;
  readonly overprovisioning: number;
  readonly slowStart: SlowStartSettings | undefined;
  readonly subset: number;
  readonly cost: PeakEwmaSettings;
}

/**
 * Fills in the defaults and checks every option.
 *
 * @param path what a message calls them, such as `services[2].balancing`
 * @param given option by option, the later go before the earlier
 * @throws ConfigurationError
 */
export function resolveBalancing(
  path: string,
  ...given: readonly (BalancingChoice | BalancingOptions | undefined)[]
): BalancingSettings {
  let options: BalancingOptions = {};
  let policyPath = path;
  for (const one of given) {
    if (one === undefined) continue;
    options = { ...options, ...(isOptions(one) ? one : { policy: one }) };
    policyPath = isOptions(one) ? `${path}.policy` : path;
  }
  const {
    policy = 'peak-ewma',
    panicThreshold = 0.5,
    overprovisioning = 1.4,
    slowStart = {},
    subset = 20,
    zone,
    zoneWeights,
  } = options;
  requirePolicy(policy, policyPath);
  requireNumber(`${path}.panicThreshold`, panicThreshold, { min: 0, max: 1 });
  requireNumber(`${path}.overprovisioning`, overprovisioning, { min: 1 });
  if (subset !== false) requireNumber(`${path}.subset`, subset, { min: 2, integer: true });
  for (const [name, weight] of Object.entries(zoneWeights ?? {})) {
    requireNumber(`${path}.zoneWeights.${name}`, weight, { exclusiveMin: 0 });
  }
  return {
    policy,
    panicThreshold,
    overprovisioning,
    slowStart: slowStart === false ? undefined : resolveSlowStart(slowStart, `${path}.slowStart`),
    subset: subset === false ? Infinity : subset,
    zone,
    zoneWeights,
    cost: resolvePeakEwmaOptions(options, `${path}.`),
  };
}

function isOptions(given: BalancingChoice | BalancingOptions): given is BalancingOptions {
  return typeof given === 'object' && !('createPicker' in given);
}

function requirePolicy(policy: BalancingChoice, path: string): void {
  if (typeof policy === 'string' && !BALANCING_POLICIES.includes(policy)) {
    const expected = `one of ${BALANCING_POLICIES.join(', ')}, a function or a factory of pickers`;
    throw new ConfigurationError(path, policy, expected);
  }
}

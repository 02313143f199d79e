import {
  ConfigurationError,
  type HealthCondition,
  type HealthPredicate,
  parseHealthCondition,
  requireNumber,
} from 'ngx-convoy/core';

/** How often and how patiently instances are asked for their health. */
export interface HealthCheckOptions {
  /** Milliseconds between two checks of an instance, >= 1,000. Default 15,000. While nobody looks, four times as long. */
  readonly interval?: number | undefined;
  /** Share by which an interval varies up and down, 0..0.5, so that many browsers do not ask in step. Default 0.1. */
  readonly jitter?: number | undefined;
  /** Milliseconds, > 0, after which no answer is a bad answer. Default half the interval, at most 5,000. */
  readonly timeout?: number | undefined;
  /** Checks in flight at a time, all services together; a whole number, >= 1. Default 3. */
  readonly concurrency?: number | undefined;
  /** Bad answers in a row that take an instance out; a whole number, >= 1. Default 3. */
  readonly fall?: number | undefined;
  /** Good answers in a row that bring it back; a whole number, >= 1. Default 2. A first answer counts at once. */
  readonly rise?: number | undefined;
  /**
   * Address that is asked when nothing answers, to tell a network that is gone from services that are. Default: the
   * page's own; `false`: none, and then it is the network when services of several origins are silent together.
   */
  readonly canary?: string | false | undefined;
}

/** How one service is checked. What is left out is as for all. */
export interface ServiceCheckOptions {
  /** Whether it is checked at all. Default true. */
  readonly enabled?: boolean | undefined;
  /**
   * Where it says how it is: a path such as `/actuator/health` is asked on each instance, an absolute URL for the service
   * as a whole. Default: the `health` of its configuration.
   */
  readonly healthEndpoint?: string | undefined;
  /** Milliseconds between two checks, >= 1,000. */
  readonly checkInterval?: number | undefined;
  /** Milliseconds, > 0, after which no answer is a bad answer. Default half the interval, at most 5,000. */
  readonly timeout?: number | undefined;
  /**
   * What an answer must be like to be a good one, all of it, whatever its HTTP status: texts such as
   * `[STATUS] == any(200, 429)`, `[RESPONSE_TIME] < 300`, `[BODY].status == up`, or functions.
   */
  readonly conditions?: readonly (string | HealthPredicate)[] | undefined;
  /** Bad answers in a row that take it out; a whole number, >= 1. */
  readonly fall?: number | undefined;
  /** Good answers in a row that bring it back; a whole number, >= 1. */
  readonly rise?: number | undefined;
}

/** {@link ServiceCheckOptions}, checked and with every default filled in. */
export interface ServiceChecks {
  readonly enabled: boolean;
  readonly endpoint: string | undefined;
  readonly interval: number;
  readonly timeout: number;
  readonly conditions: readonly HealthCondition[];
  readonly fall: number;
  readonly rise: number;
}

/** {@link HealthCheckOptions}, checked and with every default filled in. */
export interface ResolvedHealth {
  readonly interval: number;
  readonly jitter: number;
  readonly timeout: number | undefined;
  readonly concurrency: number;
  readonly fall: number;
  readonly rise: number;
  readonly canary: string | false | undefined;
}

const LONGEST_TIMEOUT = 5_000;

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveHealth(options: HealthCheckOptions = {}): ResolvedHealth {
  const { timeout, canary } = options;
  if (timeout !== undefined) requireNumber('health.timeout', timeout, { exclusiveMin: 0 });
  if (typeof canary === 'string' && !isAddress(canary)) {
    throw new ConfigurationError('health.canary', canary, 'a URL, a path or false');
  }
  return {
    interval: requireInterval('health.interval', options.interval ?? 15_000),
    jitter: requireNumber('health.jitter', options.jitter ?? 0.1, { min: 0, max: 0.5 }),
    timeout,
    concurrency: requireCount('health.concurrency', options.concurrency ?? 3),
    fall: requireCount('health.fall', options.fall ?? 3),
    rise: requireCount('health.rise', options.rise ?? 2),
    canary,
  };
}

/**
 * How a service is checked, by what is said about it and what holds for all.
 *
 * @param path what messages call the options, such as `services['orders']`
 * @throws ConfigurationError naming the option, what was given and what is allowed
 */
export function resolveChecks(
  path: string,
  options: ServiceCheckOptions,
  health: ResolvedHealth,
): ServiceChecks {
  const { healthEndpoint, enabled = true, timeout = health.timeout } = options;
  if (healthEndpoint !== undefined && !isAddress(healthEndpoint)) {
    const expected = "a path such as '/health', or an absolute http(s) URL";
    throw new ConfigurationError(`${path}.healthEndpoint`, healthEndpoint, expected);
  }
  if (timeout !== undefined) requireNumber(`${path}.timeout`, timeout, { exclusiveMin: 0 });
  const interval = requireInterval(
    `${path}.checkInterval`,
    options.checkInterval ?? health.interval,
  );
  return {
    enabled,
    endpoint: healthEndpoint,
    interval,
    timeout: timeout ?? Math.min(interval / 2, LONGEST_TIMEOUT),
    conditions: (options.conditions ?? []).map((condition, index) =>
      parseHealthCondition(condition, `${path}.conditions[${index}]`),
    ),
    fall: requireCount(`${path}.fall`, options.fall ?? health.fall),
    rise: requireCount(`${path}.rise`, options.rise ?? health.rise),
  };
}

/** A path on the page's own origin, or an absolute URL; a query may follow. */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^(?:https?:\/\/|\/(?![/\\]))\S*$/i.test(value);
}

function requireInterval(option: string, value: unknown): number {
  return requireNumber(option, value, { min: 1_000 });
}

function requireCount(option: string, value: unknown): number {
  return requireNumber(option, value, { min: 1, integer: true });
}

import {
  AlertDispatch,
  ConfigurationError,
  Inhibitions,
  Maintenance,
  requireName,
  requireNumber,
  type DispatchOptions,
  type InhibitionRule,
  type MaintenanceWindow,
} from 'ngx-convoy/core';

/** The values beyond which a service's numbers are worth an alert. */
export interface AlertThresholds {
  /** Milliseconds, > 0: the 95th percentile of the last minute. Default 2,000. */
  readonly responseTime?: number | undefined;
  /** Calls that the service failed or refused among all that were wanted, 0..1. Default 0.1. */
  readonly errorRate?: number | undefined;
  /** Calls that were answered, by the service or by a fallback, among all that were wanted, 0..1. Default 0.95. */
  readonly availability?: number | undefined;
}

/** How patient alerts are, what keeps them quiet, and when people are told. */
export interface AlertOptions {
  /** Milliseconds, >= 0, that a number must stay bad before it is an alert. Default 10,000. */
  readonly for?: number | undefined;
  /** Milliseconds, >= 0, that it must stay good before the alert is over. Default 10,000. */
  readonly keepFiringFor?: number | undefined;
  /** Calls within the last minute below which numbers say nothing; a whole number, >= 1. Default 5. */
  readonly minimumCalls?: number | undefined;
  /** Which alerts silence which, on top of what follows from dependencies. Default none. */
  readonly inhibitions?: readonly InhibitionRule[] | undefined;
  /** Times of planned work, in which alerts call nobody. Default none. */
  readonly maintenance?: readonly MaintenanceWindow[] | undefined;
  /**
   * Which services each service calls behind the scenes, by name. What is seen in traces is added. Alerts of a service are
   * silenced while one that it depends on is down.
   */
  readonly dependencies?: Readonly<Record<string, readonly string[]>> | undefined;
  /** When the outputs tell people. */
  readonly dispatch?: DispatchOptions | undefined;
  /** Names of labels by which alerts are told together. Default: by root cause. */
  readonly groupBy?: readonly string[] | undefined;
}

type Filled<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

/** {@link AlertOptions}, checked and with every default filled in. */
export type ResolvedAlerts = Filled<Omit<AlertOptions, 'groupBy'>> & {
  readonly groupBy: readonly string[] | undefined;
};

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveAlerts(options: AlertOptions = {}): ResolvedAlerts {
  const { inhibitions = [], maintenance = [], dependencies = {}, dispatch = {}, groupBy } = options;
  // Whoever uses them makes them again; what is wrong is to be known now.
  new Inhibitions(inhibitions);
  new Maintenance(maintenance);
  new AlertDispatch(dispatch, 'alerts.dispatch');
  for (const [name, needed] of Object.entries(dependencies)) {
    for (const each of [name, ...needed]) requireName(`alerts.dependencies['${name}']`, each);
  }
  return {
    for: requireNumber('alerts.for', options.for ?? 10_000, { min: 0 }),
    keepFiringFor: requireNumber('alerts.keepFiringFor', options.keepFiringFor ?? 10_000, {
      min: 0,
    }),
    minimumCalls: requireNumber('alerts.minimumCalls', options.minimumCalls ?? 5, {
      min: 1,
      integer: true,
    }),
    ...{ inhibitions, maintenance, dependencies, dispatch, groupBy },
  };
}

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveThresholds(
  path: string,
  given: AlertThresholds,
  defaults: Filled<AlertThresholds>,
): Filled<AlertThresholds> {
  const known = Object.keys(defaults);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new ConfigurationError(path, unknown, `made of ${known.join(', ')}`);
  }
  const { responseTime, errorRate, availability } = given;
  return {
    responseTime: requireNumber(`${path}.responseTime`, responseTime ?? defaults.responseTime, {
      exclusiveMin: 0,
    }),
    errorRate: requireShare(`${path}.errorRate`, errorRate ?? defaults.errorRate),
    availability: requireShare(`${path}.availability`, availability ?? defaults.availability),
  };
}

function requireShare(option: string, value: unknown): number {
  return requireNumber(option, value, { min: 0, max: 1 });
}

import { requireNumber, requireRate } from '../options';

/** When an instance's success rate is far below that of the others. */
export interface SuccessRateOptions {
  /** Instances with enough calls without which nothing is compared, >= 2. Default 5: with fewer, none can lie that far out. */
  readonly minimumInstances?: number | undefined;
  /** Calls without which an instance is not compared, >= 1. Default 10. */
  readonly minimumCalls?: number | undefined;
  /** How many standard deviations below the mean is too far, > 0. Default 1.9. */
  readonly deviations?: number | undefined;
}

/** When an instance fails too often, whatever the others do. */
export interface FailureRateOptions {
  /** Instances without which this rule rests, >= 1. Default 2. */
  readonly minimumInstances?: number | undefined;
  /** Calls without which no rate is believed, >= 1. Default 10. */
  readonly minimumCalls?: number | undefined;
  /** Share of failed calls, 0 < threshold <= 1. Default 0.85. */
  readonly threshold?: number | undefined;
}

/** For how long instances go, and how many of them. */
export interface EjectionOptions {
  /** Milliseconds, > 0, times how often the instance was ejected lately. Default 30,000. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: no ejection lasts longer. Default 300,000. */
  readonly max?: number | undefined;
  /** Share by which an ejection varies up and down, 0..1, so that not all browsers return at once. Default 0.15. */
  readonly jitter?: number | undefined;
  /** Share of the instances that may be ejected, 0 < share <= 1. One always may, and the last one never. Default 0.5. */
  readonly maxShare?: number | undefined;
}

/** What makes an instance an outlier. The rules are alternatives; `false` switches one off. Every field is optional. */
export interface OutlierOptions {
  /** Failures in a row that eject an instance at once, >= 1. Default 5. */
  readonly consecutiveFailures?: number | false | undefined;
  readonly successRate?: SuccessRateOptions | false | undefined;
  readonly failureRate?: FailureRateOptions | false | undefined;
  /** Milliseconds, > 0, between looks at the rates. Default 10,000. */
  readonly interval?: number | undefined;
  /** Milliseconds, >= `interval`, that the rates cover. Default 60,000: a browser makes few calls in ten seconds. */
  readonly window?: number | undefined;
  readonly ejection?: EjectionOptions | undefined;
}

/** Options after validation: a rule that is off has `undefined`, or a number that nothing reaches. */
export interface OutlierSettings {
  readonly consecutiveFailures: number;
  readonly successRate: Required<{ [K in keyof SuccessRateOptions]: number }> | undefined;
  readonly failureRate: Required<{ [K in keyof FailureRateOptions]: number }> | undefined;
  readonly interval: number;
  readonly window: number;
  readonly ejection: Required<{ [K in keyof EjectionOptions]: number }>;
}

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveOutlierOptions(options: OutlierOptions): OutlierSettings {
  const { successRate = {}, failureRate = {}, consecutiveFailures = 5, ejection = {} } = options;
  const interval = requireNumber('interval', options.interval ?? 10_000, { exclusiveMin: 0 });
  const base = requireNumber('ejection.base', ejection.base ?? 30_000, { exclusiveMin: 0 });
  return {
    consecutiveFailures:
      consecutiveFailures === false ? Infinity : count('consecutiveFailures', consecutiveFailures),
    successRate: successRate === false ? undefined : resolveSuccessRate(successRate),
    failureRate: failureRate === false ? undefined : resolveFailureRate(failureRate),
    interval,
    window: requireNumber('window', options.window ?? Math.max(60_000, interval), {
      min: interval,
    }),
    ejection: {
      base,
      max: requireNumber('ejection.max', ejection.max ?? Math.max(300_000, base), { min: base }),
      jitter: requireNumber('ejection.jitter', ejection.jitter ?? 0.15, { min: 0, max: 1 }),
      maxShare: requireRate('ejection.maxShare', ejection.maxShare ?? 0.5),
    },
  };
}

function resolveSuccessRate(
  options: SuccessRateOptions,
): NonNullable<OutlierSettings['successRate']> {
  return {
    minimumInstances: count('successRate.minimumInstances', options.minimumInstances ?? 5, 2),
    minimumCalls: count('successRate.minimumCalls', options.minimumCalls ?? 10),
    deviations: requireNumber('successRate.deviations', options.deviations ?? 1.9, {
      exclusiveMin: 0,
    }),
  };
}

function resolveFailureRate(
  options: FailureRateOptions,
): NonNullable<OutlierSettings['failureRate']> {
  return {
    minimumInstances: count('failureRate.minimumInstances', options.minimumInstances ?? 2),
    minimumCalls: count('failureRate.minimumCalls', options.minimumCalls ?? 10),
    threshold: requireRate('failureRate.threshold', options.threshold ?? 0.85),
  };
}

function count(option: string, value: number, min = 1): number {
  return requireNumber(option, value, { min, integer: true });
}

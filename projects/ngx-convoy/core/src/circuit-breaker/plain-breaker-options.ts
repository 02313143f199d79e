import { requireNumber, requireOneOf, within } from '../options';
import { rampUp, type RampUpOptions } from '../throttle/ramp-up';
import { lastCalls } from '../window/last-calls';
import type { CallWindow } from '../window/call-window';
import type {
  CircuitBreakerOptions,
  TimeWindowOptions,
  TrialOptions,
} from './circuit-breaker-options';
import { earlyVerdict } from './early-verdict';
import { rateAfterAll } from './rate-after-all';
import type { BeginRampUp } from './ramp-up';
import type { TrialVerdict } from './trial-ledger';

/** The last so many calls. */
export interface CountWindowOptions {
  /** Calls, 1..1,000,000. */
  readonly calls: number;
}

/** {@link TrialOptions} as plain data. */
export interface PlainTrialOptions extends Omit<TrialOptions, 'verdict'> {
  /**
   * `early`: as soon as `required` or `tolerated` decides. `rate-after-all`: when all permitted trials are through,
   * by `failureRate` and `slowCallRate`. Default `early`.
   */
  readonly verdict?: 'early' | 'rate-after-all' | TrialVerdict | undefined;
}

/** {@link CircuitBreakerOptions} as plain data, as a configuration file can hold them. */
export interface PlainBreakerOptions extends Omit<
  CircuitBreakerOptions,
  'monitoringWindow' | 'rampUp' | 'trials'
> {
  /** What the rules look at: milliseconds, > 0, or the last so many calls. Default 60,000. */
  readonly monitoringWindow?:
    number | TimeWindowOptions | CountWindowOptions | (() => CallWindow) | undefined;
  /** The half-open period. */
  readonly trials?: PlainTrialOptions | undefined;
  /** How calls come back after the breaker has closed: `true` for a growing share. Default: all at once. */
  readonly rampUp?: boolean | RampUpOptions | BeginRampUp | undefined;
}

/**
 * The same options with functions in the place of words: what a service's configuration carries, and a breaker by itself
 * does not.
 *
 * @throws ConfigurationError for a word that means nothing
 */
export function breakerOptionsOf(plain: PlainBreakerOptions): CircuitBreakerOptions {
  const { monitoringWindow, trials, rampUp: ramp, ...others } = plain;
  const options: { -readonly [name in keyof CircuitBreakerOptions]: CircuitBreakerOptions[name] } =
    others;
  if (monitoringWindow !== undefined) options.monitoringWindow = windowOf(monitoringWindow);
  if (trials !== undefined) options.trials = trialsOf(trials);
  if (ramp !== undefined) options.rampUp = rampUpOf(ramp);
  return options;
}

function windowOf(
  window: NonNullable<PlainBreakerOptions['monitoringWindow']>,
): number | TimeWindowOptions | (() => CallWindow) {
  if (typeof window !== 'object' || !('calls' in window)) return window;
  requireNumber('monitoringWindow.calls', window.calls, { min: 1, max: 1_000_000, integer: true });
  return lastCalls(window.calls);
}

function trialsOf({ verdict, ...trials }: PlainTrialOptions): TrialOptions {
  requireOneOf('trials.onTimeLimit', trials.onTimeLimit ?? 'open', ['open', 'closed']);
  if (verdict === undefined) return trials;
  if (typeof verdict === 'function') return { ...trials, verdict };
  const word = requireOneOf('trials.verdict', verdict, ['early', 'rate-after-all']);
  return { ...trials, verdict: word === 'early' ? earlyVerdict : rateAfterAll };
}

function rampUpOf(ramp: NonNullable<PlainBreakerOptions['rampUp']>): BeginRampUp | undefined {
  if (typeof ramp === 'function') return ramp;
  if (ramp === false) return undefined;
  return within('rampUp', () => rampUp(ramp === true ? {} : ramp));
}

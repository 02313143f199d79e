import {
  CIRCUIT_BREAKER_DEFAULTS,
  type CircuitBreakerOptions,
  type ResolvedServiceOptions,
} from 'ngx-convoy/core';
import type { ConsoleFormat } from '../format/console-format';

/** One effective setting, in words. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** The settings in force for a service, defaults filled in, in words. */
export function describeSettings(
  options: ResolvedServiceOptions,
  healthPath: string | undefined,
  format: ConsoleFormat,
): readonly Setting[] {
  const { retry } = options;
  const waits = `waits up to ${format.duration(retry.base)}, at most ${format.duration(retry.max)}`;
  return [
    { name: 'Balancing', value: options.balancing },
    { name: 'Timeout', value: `${format.duration(options.timeout)} an attempt` },
    { name: 'Deadline', value: `${format.duration(options.deadline)} a call` },
    { name: 'Retries', value: retry.attempts === 0 ? 'none' : `${retry.attempts}, ${waits}` },
    { name: 'Breaker opens', value: describeTrip(options.breaker, format) },
    { name: 'Stays open', value: describeBreak(options.breaker, format) },
    { name: 'Closes after', value: describeTrials(options.breaker) },
    { name: 'Health check', value: healthPath ?? 'none' },
  ];
}

/** The rules that open a breaker: whichever is met first does. */
function describeTrip(options: CircuitBreakerOptions, format: ConsoleFormat): string {
  const defaults = CIRCUIT_BREAKER_DEFAULTS;
  const seedRule = typeof options.failureThreshold === 'number';
  const consecutive =
    options.consecutiveFailures ?? (seedRule ? false : defaults.consecutiveFailures);
  const rate = options.failureRate ?? (seedRule ? false : defaults.failureRate);
  const slow = options.slowCallDuration ?? false;
  const slowRate = options.slowCallRate ?? defaults.slowCallRate;
  const minimum = options.minimumCalls ?? defaults.minimumCalls;
  const rules = [
    seedRule ? `at ${options.failureThreshold} failures` : '',
    consecutive === false ? '' : `at ${consecutive} failures in a row`,
    rate === false ? '' : `at ${format.percent(rate)} % failed of ${minimum} calls or more`,
    slow === false || slowRate === false
      ? ''
      : `at ${format.percent(slowRate)} % slower than ${format.duration(slow)}`,
  ].filter(Boolean);
  const window = options.monitoringWindow ?? defaults.monitoringWindow;
  const within =
    typeof window === 'object' && 'calls' in window
      ? `the last ${window.calls} calls`
      : format.duration(typeof window === 'number' ? window : window.duration);
  return rules.length === 0 ? 'never' : `${rules.join(', or ')}; within ${within}`;
}

function describeBreak(
  { timeoutDuration = CIRCUIT_BREAKER_DEFAULTS.timeoutDuration, backoff }: CircuitBreakerOptions,
  format: ConsoleFormat,
): string {
  const first = format.duration(timeoutDuration);
  if (typeof backoff === 'function') return `${first}, then as computed`;
  const { factor = CIRCUIT_BREAKER_DEFAULTS.backoff.factor, max } = backoff ?? {};
  const longest = format.duration(max ?? CIRCUIT_BREAKER_DEFAULTS.backoff.max);
  return factor === 1 ? first : `${first}, then ×${factor} up to ${longest}`;
}

function describeTrials({ trials }: CircuitBreakerOptions): string {
  const permitted = trials?.permitted ?? CIRCUIT_BREAKER_DEFAULTS.trials.permitted;
  const required =
    trials?.required ?? Math.min(CIRCUIT_BREAKER_DEFAULTS.trials.required, permitted);
  return `${required} good of ${permitted} trial calls`;
}

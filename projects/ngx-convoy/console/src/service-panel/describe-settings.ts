import {
  type BalancingSettings,
  type BreakerSettings,
  breakerSettings,
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
  const breaker = breakerSettings(options.breaker);
  const waits = `waits up to ${format.duration(retry.base)}, at most ${format.duration(retry.max)}`;
  return [
    { name: 'Balancing', value: describeBalancing(options.balancing) },
    { name: 'Timeout', value: `${format.duration(options.timeout)} an attempt` },
    { name: 'Deadline', value: `${format.duration(options.deadline)} a call` },
    { name: 'Retries', value: retry.attempts === 0 ? 'none' : `${retry.attempts}, ${waits}` },
    { name: 'Breaker opens', value: describeTrip(breaker, format) },
    { name: 'Stays open', value: describeBreak(breaker, format) },
    { name: 'Closes after', value: describeTrials(breaker) },
    { name: 'Health check', value: healthPath ?? 'none' },
  ];
}

function describeBalancing({ policy }: BalancingSettings): string {
  if (typeof policy === 'string') return policy;
  return typeof policy === 'function' ? 'your own function' : 'your own picker';
}

/** The rules that open a breaker: whichever is met first does. */
function describeTrip(settings: BreakerSettings, format: ConsoleFormat): string {
  const { failureThreshold, consecutiveFailures, failureRate, minimumCalls, window } = settings;
  const { slowCallRate, slowCallDuration } = settings;
  const rules = [
    failureThreshold === Infinity ? '' : `at ${failureThreshold} failures`,
    consecutiveFailures === Infinity ? '' : `at ${consecutiveFailures} failures in a row`,
    failureRate === Infinity
      ? ''
      : `at ${format.percent(failureRate)} % failed of ${minimumCalls} calls or more`,
    slowCallDuration === Infinity || slowCallRate === Infinity
      ? ''
      : `at ${format.percent(slowCallRate)} % slower than ${format.duration(slowCallDuration)}`,
  ].filter(Boolean);
  const within =
    window.capacity === Infinity
      ? format.duration(window.duration)
      : `the last ${window.capacity} calls`;
  return rules.length === 0 ? 'never' : `${rules.join(', or ')}; within ${within}`;
}

function describeBreak(settings: BreakerSettings, format: ConsoleFormat): string {
  const { timeoutDuration, breakDuration, factor, max } = settings;
  const first = format.duration(timeoutDuration);
  if (breakDuration !== undefined) return `${first}, then as computed`;
  return factor === 1 ? first : `${first}, then ×${factor} up to ${format.duration(max)}`;
}

function describeTrials({ required, permitted }: BreakerSettings): string {
  return `${required} good of ${permitted} trial calls`;
}

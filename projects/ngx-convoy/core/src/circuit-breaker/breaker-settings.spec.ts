import { ConfigurationError } from '../errors';
import { resolveBreakerOptions } from './breaker-settings';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { CIRCUIT_BREAKER_DEFAULTS } from './circuit-breaker-options';

describe('options of a circuit breaker', () => {
  const wrong: readonly (readonly [option: string, options: CircuitBreakerOptions])[] = [
    ['failureThreshold', { failureThreshold: 0 }],
    ['failureThreshold', { failureThreshold: 11, monitoringWindow: { calls: 10 } }],
    ['consecutiveFailures', { consecutiveFailures: 2.5 }],
    ['failureRate', { failureRate: 0 }],
    ['failureRate', { failureRate: 50 }],
    ['failureRateComparison', { failureRateComparison: '<' as '>' }],
    ['slowCallRate', { slowCallDuration: 100, slowCallRate: 1.1 }],
    ['slowCallDuration', { slowCallDuration: -1 }],
    ['minimumCalls', { minimumCalls: 0 }],
    ['minimumCalls', { minimumCalls: 11, monitoringWindow: { calls: 10 } }],
    ['evaluateOn', { evaluateOn: 'success' as 'any' }],
    ['monitoringWindow', { monitoringWindow: 0 }],
    ['monitoringWindow', { monitoringWindow: NaN }],
    ['monitoringWindow.buckets', { monitoringWindow: { duration: 1_000, buckets: 0 } }],
    ['monitoringWindow.buckets', { monitoringWindow: { duration: 1_000, buckets: 2.5 } }],
    ['monitoringWindow.calls', { monitoringWindow: { calls: 0 } }],
    ['monitoringWindow.calls', { monitoringWindow: { calls: 10.5 } }],
    ['timeoutDuration', { timeoutDuration: -1 }],
    ['timeoutDuration', { timeoutDuration: Infinity }],
    ['backoff.factor', { backoff: { factor: 0.5 } }],
    ['backoff.max', { timeoutDuration: 5_000, backoff: { max: 4_000 } }],
    ['backoff.jitter', { backoff: { jitter: 1.5 } }],
    ['backoff.maxRetryAfter', { backoff: { maxRetryAfter: -1 } }],
    ['trials.permitted', { trials: { permitted: 0 } }],
    ['trials.required', { trials: { permitted: 2, required: 3 } }],
    ['trials.tolerated', { trials: { permitted: 3, required: 2, tolerated: 2 } }],
    ['trials.tolerated', { trials: { permitted: 3, required: 1, tolerated: 0.5 } }],
    ['trials.reclaimAfter', { trials: { reclaimAfter: 0 } }],
    ['trials.timeLimit', { trials: { timeLimit: 0 } }],
    ['trials.verdict', { trials: { verdict: 'late' as 'early' } }],
    ['trials.onTimeLimit', { trials: { onTimeLimit: 'ajar' as 'open' } }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() => resolveBreakerOptions(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }

  it('fills in the documented defaults', () => {
    const { trials, ...settings } = resolveBreakerOptions({});
    expect(settings).toEqual(
      jasmine.objectContaining({
        failureThreshold: Infinity,
        consecutiveFailures: CIRCUIT_BREAKER_DEFAULTS.consecutiveFailures,
        failureRate: CIRCUIT_BREAKER_DEFAULTS.failureRate,
        slowCallRate: Infinity,
        minimumCalls: CIRCUIT_BREAKER_DEFAULTS.minimumCalls,
        windowDuration: CIRCUIT_BREAKER_DEFAULTS.monitoringWindow,
        firstBreak: CIRCUIT_BREAKER_DEFAULTS.timeoutDuration,
      }),
    );
    expect(trials).toEqual(jasmine.objectContaining({ permitted: 3, required: 2, tolerated: 0 }));
  });

  it('takes undefined for not given', () => {
    const nothing: CircuitBreakerOptions = {
      consecutiveFailures: undefined,
      failureRate: undefined,
      trials: { permitted: undefined },
    };
    expect(resolveBreakerOptions(nothing)).toEqual(resolveBreakerOptions({}));
  });

  it('asks for no more calls and trials than there can be', () => {
    const { minimumCalls, trials } = resolveBreakerOptions({
      monitoringWindow: { calls: 4 },
      trials: { permitted: 1 },
    });
    expect(minimumCalls).toBe(4);
    expect(trials.required).toBe(1);
  });

  it('lets the first break be longer than the default maximum', () => {
    expect(resolveBreakerOptions({ timeoutDuration: 600_000 }).maxBreak).toBe(600_000);
  });
});

import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { lastCalls } from '../window/last-calls';
import { breakerSettings } from './breaker-settings';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { earlyVerdict } from './early-verdict';
import { tripRules } from './trip-rules';

const create = (options: CircuitBreakerOptions) =>
  new CircuitBreaker(options, new ManualClock(), seededRandom(1));

describe('options of a circuit breaker', () => {
  const wrong: readonly (readonly [option: string, options: CircuitBreakerOptions])[] = [
    ['failureThreshold', { failureThreshold: 0 }],
    ['failureThreshold', { failureThreshold: 11, monitoringWindow: lastCalls(10) }],
    ['consecutiveFailures', { consecutiveFailures: 2.5 }],
    ['failureRate', { failureRate: 0 }],
    ['failureRate', { failureRate: 50 }],
    ['slowCallRate', { slowCallDuration: 100, slowCallRate: 1.1 }],
    ['slowCallDuration', { slowCallDuration: -1 }],
    ['minimumCalls', { minimumCalls: 0 }],
    ['minimumCalls', { minimumCalls: 11, monitoringWindow: lastCalls(10) }],
    ['slowCallMinimum', { slowCallMinimum: 0 }],
    ['slowCallMinimum', { slowCallMinimum: 11, monitoringWindow: lastCalls(10) }],
    ['monitoringWindow.duration', { monitoringWindow: 0 }],
    ['monitoringWindow.duration', { monitoringWindow: NaN }],
    ['monitoringWindow.buckets', { monitoringWindow: { duration: 1_000, buckets: 0 } }],
    ['monitoringWindow.buckets', { monitoringWindow: { duration: 1_000, buckets: 2.5 } }],
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
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() => create(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }

  it('fills in the documented defaults', () => {
    const { window, verdict, rules, ...numbers } = breakerSettings({});
    expect(numbers).toEqual({
      consecutiveFailures: 5,
      failureThreshold: Infinity,
      failureRate: 0.5,
      minimumCalls: 10,
      slowCallDuration: Infinity,
      slowCallRate: 0.8,
      slowCallMinimum: 10,
      timeoutDuration: 5_000,
      breakDuration: undefined,
      factor: 2,
      max: 120_000,
      jitter: 0.15,
      maxRetryAfter: 300_000,
      permitted: 3,
      required: 2,
      tolerated: 0,
      reclaimAfter: 30_000,
      timeLimit: Infinity,
      onTimeLimit: 'open',
      rampUp: undefined,
    });
    expect([window.duration, window.capacity]).toEqual([60_000, Infinity]);
    expect([verdict, rules]).toEqual([earlyVerdict, tripRules]);
  });

  it('takes undefined for not given', () => {
    const nothing: CircuitBreakerOptions = {
      consecutiveFailures: undefined,
      failureRate: undefined,
      trials: { permitted: undefined },
    };
    const { window } = breakerSettings({});
    expect({ ...breakerSettings(nothing), window }).toEqual({ ...breakerSettings({}), window });
  });

  it('asks for no more calls and trials than there can be', () => {
    const settings = breakerSettings({
      monitoringWindow: lastCalls(4),
      trials: { permitted: 1 },
    });
    expect([settings.minimumCalls, settings.slowCallMinimum, settings.required]).toEqual([4, 4, 1]);
  });

  it('lets the first break be longer than the default maximum', () => {
    expect(breakerSettings({ timeoutDuration: 600_000 }).max).toBe(600_000);
  });

  it('switches a rule off by false, and only what can be switched off', () => {
    const off = breakerSettings({ consecutiveFailures: false, failureRate: false });
    expect([off.consecutiveFailures, off.failureRate]).toEqual([Infinity, Infinity]);
    const never = { timeoutDuration: false } as unknown as CircuitBreakerOptions;
    expect(() => breakerSettings(never)).toThrowError(/^timeoutDuration must be/);
  });

  it('lets failureThreshold stand alone, unless other rules are given beside it', () => {
    const alone = breakerSettings({ failureThreshold: 3 });
    expect([alone.consecutiveFailures, alone.failureRate]).toEqual([Infinity, Infinity]);
    const beside = breakerSettings({ failureThreshold: 3, consecutiveFailures: 2 });
    expect([beside.consecutiveFailures, beside.failureRate]).toEqual([2, Infinity]);
  });
});

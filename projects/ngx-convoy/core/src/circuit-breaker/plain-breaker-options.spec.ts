import { ConfigurationError } from '../errors';
import { lastCalls } from '../window/last-calls';
import { earlyVerdict } from './early-verdict';
import { breakerOptionsOf, type PlainBreakerOptions } from './plain-breaker-options';
import { rateAfterAll } from './rate-after-all';
import { rampUp } from '../throttle/ramp-up';

describe('breaker options as plain data', () => {
  it('become the functions that they name', () => {
    const { monitoringWindow, trials, rampUp, consecutiveFailures } = breakerOptionsOf({
      consecutiveFailures: 3,
      monitoringWindow: { calls: 20 },
      trials: { permitted: 4, verdict: 'rate-after-all' },
      rampUp: { share: 0.7 },
    });
    expect(consecutiveFailures).toBe(3);
    expect(typeof monitoringWindow === 'function' && monitoringWindow().capacity).toBe(20);
    expect(trials).toEqual({ permitted: 4, verdict: rateAfterAll });
    expect(rampUp?.(2, 0).probability(0)).toBeCloseTo(0.7, 1);
  });

  it('stay as they are where they are no words', () => {
    const plain: PlainBreakerOptions = {
      monitoringWindow: { duration: 10_000, buckets: 5 },
      trials: { required: 1 },
      timeoutDuration: 1_000,
    };
    expect(breakerOptionsOf(plain)).toEqual(plain as never);
    expect(breakerOptionsOf({})).toEqual({});
    expect(breakerOptionsOf({ monitoringWindow: 500 })).toEqual({ monitoringWindow: 500 });
    const closed = { trials: { onTimeLimit: 'closed' } } as const;
    expect(breakerOptionsOf(closed)).toEqual(closed);
    const begin = rampUp({ share: 0.3 });
    expect(breakerOptionsOf({ rampUp: begin }).rampUp).toBe(begin);
    const window = lastCalls(5);
    const { monitoringWindow, trials } = breakerOptionsOf({
      monitoringWindow: window,
      trials: { verdict: rateAfterAll },
    });
    expect(monitoringWindow).toBe(window);
    expect(trials?.verdict).toBe(rateAfterAll);
    expect(breakerOptionsOf({ trials: { verdict: 'early' } }).trials?.verdict).toBe(earlyVerdict);
  });

  it('ramp up by default numbers for true, and not at all for false', () => {
    expect(breakerOptionsOf({ rampUp: true }).rampUp?.(2, 0).probability(0)).toBeCloseTo(0.5, 1);
    expect(breakerOptionsOf({ rampUp: false }).rampUp).toBeUndefined();
  });

  const wrong: readonly (readonly [option: string, plain: PlainBreakerOptions])[] = [
    ['monitoringWindow.calls', { monitoringWindow: { calls: 0 } }],
    ['monitoringWindow.calls', { monitoringWindow: { calls: 2.5 } }],
    ['trials.verdict', { trials: { verdict: 'late' as 'early' } }],
    ['trials.onTimeLimit', { trials: { onTimeLimit: 'ajar' as 'open' } }],
    ['rampUp.share', { rampUp: { share: 1 } }],
    ['rampUp.duration', { rampUp: { duration: 0 } }],
    ['rampUp.k', { rampUp: { k: 0.5 } }],
  ];
  for (const [option, plain] of wrong) {
    it(`name ${option} in ${JSON.stringify(plain)}`, () => {
      expect(() => breakerOptionsOf(plain)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});

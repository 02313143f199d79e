import { breakerSettings } from './breaker-settings';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { earlyVerdict } from './early-verdict';
import { rateAfterAll } from './rate-after-all';
import { ratesOnFailure } from './rates-on-failure';
import type { TrialResults } from './trial-ledger';

function results(succeeded: number, failed: number, slowSuccesses = 0, slow = 0): TrialResults {
  return { succeeded, failed, slowSuccesses, slow: Math.max(slow, slowSuccesses) };
}

describe('earlyVerdict', () => {
  const slowRule: CircuitBreakerOptions = { slowCallDuration: 100 };
  const trials = { permitted: 4, required: 2, tolerated: 1 };
  const rows: readonly (readonly [string, CircuitBreakerOptions, TrialResults, unknown])[] = [
    ['waits while both is possible', {}, results(1, 1), undefined],
    ['closes by the required good ones', {}, results(2, 1), 'recovered'],
    ['opens when more failed than is tolerated', {}, results(1, 2), 'still-failing'],
    ['takes a slow one for a failed one', slowRule, results(1, 1, 1), 'still-failing'],
    ['does not take a slow one for a good one', slowRule, results(2, 0, 1), undefined],
    [
      'takes slow ones for good ones where slow calls are no rule',
      { slowCallDuration: 100, slowCallRate: false },
      results(2, 0, 2),
      'recovered',
    ],
  ];
  for (const [title, options, seen, expected] of rows) {
    it(title, () => {
      expect(earlyVerdict(seen, breakerSettings({ ...options, trials }))).toBe(expected as never);
    });
  }
});

describe('rateAfterAll', () => {
  const noRate: CircuitBreakerOptions = { failureRate: false };
  const trials = { permitted: 4, required: 2 };
  const rows: readonly (readonly [string, CircuitBreakerOptions, TrialResults, unknown])[] = [
    ['waits for all', {}, results(0, 3), undefined],
    ['goes by the failure rate', {}, results(2, 2), 'still-failing'],
    ['closes below the rate', {}, results(3, 1), 'recovered'],
    ['goes by the required ones without a rate', noRate, results(1, 3), 'still-failing'],
    ['closes by the required ones without a rate', noRate, results(2, 2), 'recovered'],
    [
      'goes by the rate of slow ones, failed or not',
      { ...noRate, slowCallDuration: 100, slowCallRate: 0.5 },
      results(3, 1, 1, 2),
      'still-failing',
    ],
  ];
  for (const [title, options, seen, expected] of rows) {
    it(title, () => {
      expect(rateAfterAll(seen, breakerSettings({ ...options, trials }))).toBe(expected as never);
    });
  }
});

describe('ratesOnFailure', () => {
  const settings = breakerSettings({ failureRate: 0.5, minimumCalls: 4, slowCallDuration: 100 });

  it('looks at the failure rate after a failure only', () => {
    const totals = { total: 4, failed: 3, slow: 0 };
    expect(ratesOnFailure(settings, totals, 0, false)).toBeUndefined();
    expect(ratesOnFailure(settings, totals, 1, true)).toBe('failure-rate');
  });

  it('looks at slow calls after every result: a service that hangs may fail nowhere', () => {
    expect(ratesOnFailure(settings, { total: 4, failed: 0, slow: 4 }, 0, false)).toBe(
      'slow-call-rate',
    );
  });
});

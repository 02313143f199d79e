import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitReason, CircuitTransition } from './circuit-state';
import { reasonInWords, transitionInWords } from './reason-in-words';

function transition(
  reason: CircuitReason | 'maintenance',
  [total, failed, slow, failuresInARow]: readonly number[],
): CircuitTransition {
  return {
    from: 'closed',
    to: 'open',
    reason,
    at: 0,
    retryAt: 1_000,
    totals: { total: total ?? 0, failed: failed ?? 0, slow: slow ?? 0 },
    failuresInARow: failuresInARow ?? 0,
  };
}

describe('the reason of a circuit breaker in words', () => {
  const rows: readonly (readonly [CircuitReason | 'maintenance', readonly number[], string])[] = [
    ['started', [], 'started'],
    ['consecutive-failures', [9, 5, 0, 5], '5 failures in a row'],
    ['consecutive-failures', [1, 1, 0, 1], '1 failure'],
    ['failure-threshold', [23, 3, 0, 1], '3 of 23 calls failed'],
    ['failure-rate', [10, 6, 0, 1], '6 of 10 calls failed'],
    ['slow-call-rate', [10, 1, 8, 0], '8 of 10 calls were slow'],
    ['break-over', [10, 6, 0, 1], 'the break is over'],
    ['recovered', [3, 1, 0, 0], '2 of 3 trial calls succeeded'],
    ['recovered', [], 'the trial calls succeeded'],
    ['still-failing', [1, 1, 1, 1], 'the trial call failed'],
    ['still-failing', [1, 0, 1, 0], 'the trial call was slow'],
    ['still-failing', [3, 2, 1, 1], '2 of 3 trial calls failed'],
    ['still-failing', [3, 0, 2, 0], '2 of 3 trial calls were slow'],
    ['time-limit', [1, 0, 0, 0], 'the trial calls gave no verdict in time'],
    ['maintenance', [9, 1, 0, 0], 'maintenance'],
  ];
  for (const [reason, evidence, words] of rows) {
    it(`${reason}: ${words}`, () => {
      expect(transitionInWords(transition(reason, evidence))).toBe(words);
    });
  }

  it('is a wish when the breaker only measures, but not when an operator moves it', () => {
    const wish = {
      ...transition('failure-rate', [10, 6]),
      from: 'metrics-only',
      to: 'metrics-only',
    } as const;
    expect(transitionInWords(wish)).toBe('would have opened: 6 of 10 calls failed');
    expect(transitionInWords({ ...wish, reason: 'trying it out' })).toBe('trying it out');
    for (const moved of [{ from: 'closed' }, { to: 'open' }] as const) {
      expect(transitionInWords({ ...wish, ...moved })).toBe('6 of 10 calls failed');
    }
    const again = { ...wish, from: 'open', to: 'open' } as const;
    expect(transitionInWords(again)).toBe('6 of 10 calls failed');
  });

  it('is told by the evidence that an open breaker keeps', () => {
    const clock = new ManualClock();
    const breaker = new CircuitBreaker({ consecutiveFailures: 2 }, clock, seededRandom(1));
    expect(reasonInWords(breaker)).toBe('started');
    for (let call = 0; call < 2; call++) {
      const permit = breaker.acquire();
      if (permit.permitted) permit.fail(new Error('down'), 10);
    }
    clock.advance(3_600_000);
    expect(reasonInWords(breaker)).toBe('2 failures in a row');
  });
});

import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import { ConfigurationError } from '../errors';
import { rampUp } from '../throttle/ramp-up';
import { KeyedCircuitBreakers } from './keyed-circuit-breakers';

function setUp(options: CircuitBreakerOptions = {}, capacity = 2) {
  const clock = new ManualClock();
  const moves: string[] = [];
  const breakers = new KeyedCircuitBreakers(
    { consecutiveFailures: 2, trials: { permitted: 1 }, backoff: { jitter: 0 }, ...options },
    clock,
    seededRandom(1),
    { capacity, onTransition: ({ to }, key) => moves.push(`${key ?? 'shared'}: ${to}`) },
  );
  const keys = () => [...breakers].map(([key]) => key);
  return { breakers, clock, moves, keys };
}

function call(breaker: CircuitBreaker, succeeds: boolean): boolean {
  const permit = breaker.acquire();
  if (!permit.permitted) return false;
  if (succeeds) permit.succeed(10);
  else permit.fail(new Error('down'), 10);
  return true;
}

describe('KeyedCircuitBreakers', () => {
  it('judge each key by itself, and tell which one has moved', () => {
    const { breakers, moves } = setUp();
    call(breakers.get('a'), false);
    call(breakers.get('b'), false);
    call(breakers.get('a'), false);
    expect(breakers.get('a').state).toBe('open');
    expect(breakers.get('b').state).toBe('closed');
    expect(moves).toEqual(['a: open']);
  });

  it('forget a closed breaker when its window is empty, and not before', () => {
    const { breakers, clock, keys } = setUp({ monitoringWindow: 10_000 });
    call(breakers.get('a'), true);
    call(breakers.get('b'), true);
    clock.advance(5_000);
    expect(breakers.get('c')).toBe(breakers.shared);
    clock.advance(5_000);
    expect(breakers.get('c')).not.toBe(breakers.shared);
    expect(keys()).toEqual(['b', 'c']);
  });

  it('do not let a flood of other keys reset one that is failing', () => {
    const { breakers, clock } = setUp({ monitoringWindow: 60_000 });
    const failing = breakers.get('failing');
    call(failing, false);
    for (let key = 0; key < 100; key++) {
      clock.advance(10);
      call(breakers.get(`missing ${key}`), false);
    }
    call(breakers.get('failing'), false);
    expect(breakers.get('failing')).toBe(failing);
    expect(failing.state).toBe('open');
  });

  for (const state of ['open', 'half-open', 'forced-open', 'disabled', 'metrics-only'] as const) {
    it(`do not forget one that is ${state}`, () => {
      const { breakers, clock } = setUp({}, 1);
      const breaker = breakers.get('a');
      breaker.moveTo(state, 'an operator wants it');
      clock.advance(86_400_000);
      breakers.get('b');
      expect(breakers.peek('a')).toBe(breaker);
    });
  }

  it('do not forget one to which calls are still coming back', () => {
    const { breakers, clock } = setUp(
      { rampUp: rampUp({ duration: 30_000 }), timeoutDuration: 0 },
      1,
    );
    const breaker = breakers.get('a');
    breaker.moveTo('half-open', 'try');
    call(breaker, true);
    expect(breaker.heldBack()).toBeCloseTo(0.5, 1);
    breakers.get('b');
    expect(breakers.peek('a')).toBe(breaker);
    clock.advance(31_000);
    breakers.get('b');
    expect(breakers.peek('a')).toBeUndefined();
  });

  it('let keys without room share one breaker, which judges them as a group', () => {
    const { breakers, moves } = setUp();
    for (const key of ['a', 'b']) call(breakers.get(key), true);
    call(breakers.get('c'), false);
    call(breakers.get('d'), false);
    expect(call(breakers.get('e'), true)).toBe(false);
    expect(call(breakers.get('a'), true)).toBe(true);
    expect(moves).toEqual(['shared: open']);
  });

  it('take new options without losing state, for those to come too', () => {
    const { breakers } = setUp();
    call(breakers.get('a'), false);
    breakers.configure({ consecutiveFailures: 3 });
    call(breakers.get('a'), false);
    expect(breakers.get('a').state).toBe('closed');
    call(breakers.get('a'), false);
    expect(breakers.get('a').state).toBe('open');
    for (let i = 0; i < 2; i++) call(breakers.get('b'), false);
    expect(breakers.get('b').state).toBe('closed');
    expect(() => breakers.configure({ failureRate: 2 })).toThrowError(ConfigurationError);
    expect(call(breakers.get('b'), false)).toBe(true);
    expect(breakers.get('b').state).toBe('open');
  });

  it('refuse wrong options at once', () => {
    expect(() => setUp({ failureRate: 2 })).toThrowError(ConfigurationError);
  });
});

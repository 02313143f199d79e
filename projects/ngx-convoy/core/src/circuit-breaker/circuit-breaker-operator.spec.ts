import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { lastCalls } from '../window/last-calls';
import type { CircuitTransition } from './circuit-state';

describe('CircuitBreaker in the hands of an operator', () => {
  const options: CircuitBreakerOptions = {
    consecutiveFailures: 2,
    timeoutDuration: 1_000,
    backoff: { jitter: 0 },
    trials: { permitted: 1 },
  };

  function setUp(): { breaker: CircuitBreaker; clock: ManualClock; moves: CircuitTransition[] } {
    const clock = new ManualClock();
    const moves: CircuitTransition[] = [];
    const breaker = new CircuitBreaker(options, clock, seededRandom(1), (move) => moves.push(move));
    return { breaker, clock, moves };
  }

  function call(breaker: CircuitBreaker, succeeds: boolean): boolean {
    const permit = breaker.acquire();
    if (!permit.permitted) return false;
    if (succeeds) permit.succeed(10);
    else permit.fail(new Error('down'), 10);
    return true;
  }

  it('refuses all when forced open, for as long as nobody resets it', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('forced-open', 'forced open by ops');
    clock.advance(86_400_000);
    expect(breaker.acquire()).toEqual({
      permitted: false,
      state: 'forced-open',
      reason: 'forced open by ops',
      retryAt: undefined,
    });
    breaker.moveTo('closed', 'all clear');
    expect(breaker.state).toBe('closed');
    expect(breaker.reason).toBe('all clear');
  });

  it('lets all through and counts nothing when disabled', () => {
    const { breaker } = setUp();
    breaker.moveTo('disabled', 'it opens for no reason');
    for (let i = 0; i < 10; i++) expect(call(breaker, false)).toBe(true);
    expect(breaker.state).toBe('disabled');
    expect(breaker.totals().total).toBe(0);
  });

  it('lets all through and says once that it would have opened when it only measures', () => {
    const { breaker, moves } = setUp();
    breaker.moveTo('metrics-only', 'trying it out');
    for (let i = 0; i < 10; i++) expect(call(breaker, false)).toBe(true);
    expect(breaker.totals().failed).toBe(10);
    expect(moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['closed', 'metrics-only', 'trying it out'],
      ['metrics-only', 'metrics-only', 'consecutive-failures'],
    ]);
    breaker.moveTo('metrics-only', 'once more');
    expect(breaker.totals().failed).toBe(0);
    for (let i = 0; i < 10; i++) call(breaker, false);
    expect(moves.length).toBe(4);
  });

  it('opens for as long as it is told, then tries', () => {
    const { breaker, clock, moves } = setUp();
    breaker.moveTo('open', 'deployment', 60_000);
    expect(moves[0]).toEqual(
      jasmine.objectContaining({ to: 'open', reason: 'deployment', retryAt: clock.now() + 60_000 }),
    );
    clock.advance(59_999);
    expect(breaker.acquire().permitted).toBe(false);
    clock.advance(1);
    expect(call(breaker, true)).toBe(true);
    expect(breaker.state).toBe('closed');
  });

  it('keeps the evidence of a closed breaker, but none that is too old', () => {
    const { breaker, clock, moves } = setUp();
    call(breaker, false);
    breaker.moveTo('forced-open', 'forced open by ops');
    expect(moves[0]?.totals).toEqual({ total: 1, failed: 1, slow: 0 });
    clock.advance(86_400_000);
    breaker.moveTo('open', 'deployment');
    expect(moves[1]?.totals).toEqual({ total: 1, failed: 1, slow: 0 });
    breaker.moveTo('closed', 'all clear');
    call(breaker, false);
    clock.advance(86_400_000);
    breaker.moveTo('open', 'deployment');
    expect(moves[3]?.totals).toEqual({ total: 0, failed: 0, slow: 0 });
  });

  it('starts the break again when it is opened while open, without growing it', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('open', 'first');
    clock.advance(500);
    breaker.moveTo('open', 'second');
    expect(breaker.retryAt).toBe(clock.now() + 1_000);
    expect(breaker.openings).toBe(1);
    expect(() => breaker.moveTo('open', 'nonsense', -1)).toThrowError(/^durationMs must be/);
  });

  it('tries at once when told to', () => {
    const { breaker } = setUp();
    breaker.moveTo('open', 'deployment');
    breaker.moveTo('half-open', 'deployment is over');
    expect(call(breaker, true)).toBe(true);
    expect(breaker.state).toBe('closed');
  });

  it('forgets the past when reset: also the calls that are still under way', () => {
    const { breaker } = setUp();
    const late = breaker.acquire();
    call(breaker, false);
    breaker.moveTo('closed', 'a new start');
    expect(breaker.totals().total).toBe(0);
    if (late.permitted) late.fail(new Error('down'), 10);
    call(breaker, false);
    expect(breaker.state).toBe('closed');
    expect(breaker.totals().total).toBe(1);
  });

  describe('configure', () => {
    it('changes the rules and keeps state, break and counts', () => {
      const { breaker, clock } = setUp();
      call(breaker, false);
      breaker.configure({ ...options, consecutiveFailures: 3 });
      call(breaker, false);
      expect(breaker.state).toBe('closed');
      expect(breaker.totals().failed).toBe(2);
      call(breaker, false);
      expect(breaker.state).toBe('open');
      const { retryAt } = breaker;
      breaker.configure({ ...options, timeoutDuration: 50 });
      expect(breaker.retryAt).toBe(retryAt);
      clock.advance(1_000);
      expect(call(breaker, true)).toBe(true);
    });

    it('still counts the calls that are under way while it is closed', () => {
      const { breaker } = setUp();
      const late = breaker.acquire();
      breaker.configure({ ...options, consecutiveFailures: 3 });
      if (late.permitted) late.fail(new Error('down'), 10);
      expect(breaker.totals().failed).toBe(1);
    });

    it('starts a window of another shape empty', () => {
      for (const monitoringWindow of [lastCalls(20), { duration: 60_000, buckets: 6 }, 30_000]) {
        const { breaker } = setUp();
        call(breaker, false);
        breaker.configure({ ...options, monitoringWindow });
        expect(breaker.totals().total).toBe(0);
      }
    });

    it('starts the trials again, so that fewer permits cannot leave it stuck', () => {
      const { breaker } = setUp();
      breaker.configure({ ...options, trials: { permitted: 4, required: 3 } });
      breaker.moveTo('half-open', 'try');
      call(breaker, true);
      call(breaker, true);
      const late = breaker.acquire();
      breaker.configure({ ...options, trials: { permitted: 2, required: 2 } });
      if (late.permitted) late.fail(new Error('down'), 10);
      expect(breaker.state).toBe('half-open');
      call(breaker, true);
      call(breaker, true);
      expect(breaker.state).toBe('closed');
    });

    it('changes nothing when the options are wrong', () => {
      const { breaker } = setUp();
      expect(() => breaker.configure({ failureRate: 2 })).toThrowError(ConfigurationError);
      call(breaker, false);
      call(breaker, false);
      expect(breaker.state).toBe('open');
    });
  });
});

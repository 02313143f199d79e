import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
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
    breaker.forceOpen('forced open by ops');
    clock.advance(86_400_000);
    expect(breaker.acquire()).toEqual({
      permitted: false,
      state: 'forced-open',
      reason: 'forced open by ops',
      retryAt: undefined,
    });
    breaker.reset('all clear');
    expect(breaker.state).toBe('closed');
    expect(breaker.reason).toBe('all clear');
  });

  it('lets all through and counts nothing when disabled', () => {
    const { breaker } = setUp();
    breaker.disable('it opens for no reason');
    for (let i = 0; i < 10; i++) expect(call(breaker, false)).toBe(true);
    expect(breaker.state).toBe('disabled');
    expect(breaker.totals().total).toBe(0);
  });

  it('lets all through and says once that it would have opened when it only measures', () => {
    const { breaker, moves } = setUp();
    breaker.metricsOnly('trying it out');
    for (let i = 0; i < 10; i++) expect(call(breaker, false)).toBe(true);
    expect(breaker.totals().failed).toBe(10);
    expect(moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['closed', 'metrics-only', 'trying it out'],
      ['metrics-only', 'metrics-only', 'would have opened: 2 failures in a row'],
    ]);
    breaker.metricsOnly('once more');
    expect(breaker.totals().failed).toBe(0);
    for (let i = 0; i < 10; i++) call(breaker, false);
    expect(moves.length).toBe(4);
  });

  it('opens for as long as it is told, then tries', () => {
    const { breaker, clock, moves } = setUp();
    breaker.trip('deployment', 60_000);
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
    breaker.forceOpen('forced open by ops');
    expect(moves[0]?.totals).toEqual({ total: 1, failed: 1, slow: 0 });
    clock.advance(86_400_000);
    breaker.trip('deployment');
    expect(moves[1]?.totals).toEqual({ total: 1, failed: 1, slow: 0 });
    breaker.reset('all clear');
    call(breaker, false);
    clock.advance(86_400_000);
    breaker.trip('deployment');
    expect(moves[3]?.totals).toEqual({ total: 0, failed: 0, slow: 0 });
  });

  it('starts the break again when it is opened while open, without growing it', () => {
    const { breaker, clock } = setUp();
    breaker.trip('first');
    clock.advance(500);
    breaker.trip('second');
    expect(breaker.retryAt).toBe(clock.now() + 1_000);
    expect(breaker.openings).toBe(1);
    expect(() => breaker.trip('nonsense', -1)).toThrowError(ConfigurationError);
  });

  it('tries at once when told to', () => {
    const { breaker } = setUp();
    breaker.trip('deployment');
    breaker.halfOpen('deployment is over');
    expect(call(breaker, true)).toBe(true);
    expect(breaker.state).toBe('closed');
  });

  it('forgets the past when reset: also the calls that are still under way', () => {
    const { breaker } = setUp();
    const late = breaker.acquire();
    call(breaker, false);
    breaker.reset('a new start');
    expect(breaker.totals().total).toBe(0);
    if (late.permitted) late.fail(new Error('down'), 10);
    call(breaker, false);
    expect(breaker.state).toBe('closed');
    expect(breaker.totals().total).toBe(1);
  });

  describe('isolate', () => {
    it('refuses all until the last of those who isolated it has let go', () => {
      const { breaker, moves } = setUp();
      const first = breaker.isolate('migration');
      const second = breaker.isolate('audit');
      expect(breaker.state).toBe('forced-open');
      first();
      first();
      expect(breaker.state).toBe('forced-open');
      second();
      expect(breaker.state).toBe('closed');
      expect(moves.map(({ to }) => to)).toEqual(['forced-open', 'closed']);
    });

    it('is overruled by every other command, after which a release does nothing', () => {
      const { breaker } = setUp();
      const release = breaker.isolate('migration');
      breaker.disable('no breaker at all');
      release();
      expect(breaker.state).toBe('disabled');
      const again = breaker.isolate('migration');
      breaker.trip('deployment');
      again();
      expect(breaker.state).toBe('open');
      const once = breaker.isolate('migration');
      breaker.restore(breaker.snapshot());
      once();
      expect(breaker.state).toBe('forced-open');
    });

    it('does not end what was forced open before', () => {
      const { breaker } = setUp();
      breaker.forceOpen('forced open by ops');
      breaker.isolate('migration')();
      expect(breaker.state).toBe('forced-open');
      expect(breaker.reason).toBe('forced open by ops');
    });

    it('can be done again after it ended', () => {
      const { breaker } = setUp();
      const old = breaker.isolate('one');
      old();
      const release = breaker.isolate('two');
      old();
      expect(breaker.state).toBe('forced-open');
      release();
      expect(breaker.state).toBe('closed');
    });
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

    it('starts a window of another shape empty', () => {
      for (const monitoringWindow of [{ calls: 20 }, { duration: 60_000, buckets: 6 }, 30_000]) {
        const { breaker } = setUp();
        call(breaker, false);
        breaker.configure({ ...options, monitoringWindow });
        expect(breaker.totals().total).toBe(0);
      }
    });

    it('starts the trials again, so that fewer permits cannot leave it stuck', () => {
      const { breaker } = setUp();
      breaker.configure({ ...options, trials: { permitted: 4, required: 3 } });
      breaker.halfOpen('try');
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

  describe('snapshot', () => {
    function restored(snapshot: unknown, clock: ManualClock): CircuitBreaker {
      const breaker = new CircuitBreaker(options, clock, seededRandom(2));
      breaker.restore(JSON.parse(JSON.stringify(snapshot)));
      return breaker;
    }

    it('keeps what is left of a break, and the growth of the next one', () => {
      const { breaker, clock } = setUp();
      call(breaker, false);
      call(breaker, false);
      clock.advance(400);
      const copy = restored(breaker.snapshot(), clock);
      expect(copy.state).toBe('open');
      expect(copy.reason).toBe('2 failures in a row');
      expect(copy.retryAt).toBe(clock.now() + 600);
      expect(copy.totals().failed).toBe(2);
      clock.advance(600);
      call(copy, false);
      expect(copy.retryAt).toBe(clock.now() + 2_000);
    });

    it('lets the break pass while nobody is there', () => {
      const { breaker, clock } = setUp();
      breaker.trip('deployment', 60_000);
      const snapshot = breaker.snapshot();
      clock.advance(50_000);
      expect(restored(snapshot, clock).retryAt).toBe(clock.now() + 10_000);
      clock.advance(86_400_000);
      expect(restored(snapshot, clock).admits()).toBe(true);
    });

    it('does not prolong the break when the clock was set back in between', () => {
      const { breaker, clock } = setUp();
      breaker.trip('deployment', 60_000);
      const snapshot = breaker.snapshot();
      clock.set(clock.now() - 3_600_000);
      expect(restored(snapshot, clock).retryAt).toBe(clock.now() + 60_000);
    });

    it('keeps run and window, as far as they are not too old', () => {
      const { breaker, clock } = setUp();
      call(breaker, true);
      clock.advance(30_000);
      call(breaker, false);
      clock.advance(10_000);
      const snapshot = breaker.snapshot();
      clock.advance(21_000);
      const copy = restored(snapshot, clock);
      expect(copy.totals()).toEqual(jasmine.objectContaining({ total: 1, failed: 1 }));
      call(copy, false);
      expect(copy.state).toBe('open');
    });

    it('starts trials again: those of the old page are gone', () => {
      const { breaker, clock } = setUp();
      breaker.halfOpen('try');
      breaker.acquire();
      const copy = restored(breaker.snapshot(), clock);
      expect(copy.state).toBe('half-open');
      expect(copy.trialsInFlight).toBe(0);
      expect(call(copy, true)).toBe(true);
      expect(copy.state).toBe('closed');
    });

    it('takes the place of whatever the breaker was in', () => {
      const { breaker, clock } = setUp();
      const snapshot = new CircuitBreaker(options, clock, seededRandom(2)).snapshot();
      breaker.halfOpen('try');
      const late = breaker.acquire();
      expect(breaker.acquire().permitted).toBe(false);
      clock.advance(100);
      breaker.restore(snapshot);
      if (late.permitted) late.fail(new Error('down'), 10);
      expect(breaker.totals().total).toBe(0);
      expect([breaker.state, breaker.since, breaker.rejected, breaker.trialsInFlight]).toEqual([
        'closed',
        clock.now(),
        0,
        0,
      ]);
      breaker.trip('deployment');
      expect(breaker.acquire()).toEqual(jasmine.objectContaining({ reason: 'deployment' }));
    });

    it('drops counts that do not fit the window of today', () => {
      const { breaker, clock } = setUp();
      call(breaker, false);
      const other = new CircuitBreaker(
        { ...options, monitoringWindow: { calls: 5 } },
        clock,
        seededRandom(2),
      );
      expect(other.restore(breaker.snapshot())).toBe(true);
      expect(other.totals().total).toBe(0);
    });

    it('is refused when it is damaged, and the breaker stays as it is', () => {
      const { breaker, clock } = setUp();
      breaker.trip('deployment');
      const good = breaker.snapshot();
      const damaged: unknown[] = [
        undefined,
        null,
        'open',
        [],
        {},
        { ...good, version: 2 },
        { ...good, state: 'ajar' },
        { ...good, at: 'yesterday' },
        { ...good, at: NaN },
        { ...good, openings: -1 },
        { ...good, openings: 0 },
        { ...good, remaining: -5 },
        { ...good, remaining: Infinity },
        { ...good, run: 1.5 },
        { ...good, reason: 7 },
        { ...good, window: 'full' },
        { ...good, window: [1, '2'] },
      ];
      for (const snapshot of damaged) {
        const fresh = new CircuitBreaker(options, clock, seededRandom(2));
        expect(fresh.restore(snapshot)).withContext(JSON.stringify(snapshot)).toBe(false);
        expect(fresh.state).toBe('closed');
      }
    });
  });
});

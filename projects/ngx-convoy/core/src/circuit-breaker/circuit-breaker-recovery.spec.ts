import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import type { CircuitTransition, Rejection } from './circuit-state';
import type { Permit } from './permit';
import { rateAfterAll } from './rate-after-all';
import { reasonInWords } from './reason-in-words';

describe('CircuitBreaker on its way back', () => {
  function setUp(options: CircuitBreakerOptions = {}): {
    breaker: CircuitBreaker;
    clock: ManualClock;
    moves: CircuitTransition[];
  } {
    const clock = new ManualClock();
    const moves: CircuitTransition[] = [];
    const breaker = new CircuitBreaker(
      { backoff: { jitter: 0 }, ...options },
      clock,
      seededRandom(1),
      (move) => moves.push(move),
    );
    return { breaker, clock, moves };
  }

  /** Open after one failure, closed after one good trial, unless said otherwise. */
  function setUpOpen(options: CircuitBreakerOptions = {}): ReturnType<typeof setUp> {
    const all = setUp({
      consecutiveFailures: 1,
      timeoutDuration: 1_000,
      trials: { permitted: 1 },
      ...options,
    });
    fail(all.breaker);
    expect(all.breaker.state).toBe('open');
    return all;
  }

  function permit(breaker: CircuitBreaker): Permit {
    const result = breaker.acquire();
    if (!result.permitted) throw new Error(`refused: ${result.reason}`);
    return result;
  }

  function refusal(breaker: CircuitBreaker): Rejection {
    const result = breaker.acquire();
    if (result.permitted) throw new Error('permitted');
    return result;
  }

  function succeed(breaker: CircuitBreaker, times = 1, durationMs = 10): void {
    for (let i = 0; i < times; i++) permit(breaker).succeed(durationMs);
  }

  function fail(breaker: CircuitBreaker, times = 1, retryAfterMs?: number): void {
    for (let i = 0; i < times; i++) permit(breaker).fail(new Error('down'), 10, retryAfterMs);
  }

  describe('open', () => {
    it('refuses at once, and says why and until when', () => {
      const { breaker, clock } = setUpOpen();
      expect(refusal(breaker)).toEqual({
        permitted: false,
        state: 'open',
        reason: 'consecutive-failures',
        retryAt: clock.now() + 1_000,
      });
      expect(refusal(breaker)).toBe(refusal(breaker));
      expect(breaker.rejected).toBe(3);
    });

    it('keeps the evidence readable until the trials begin', () => {
      const { breaker, clock, moves } = setUpOpen({ monitoringWindow: 100 });
      expect(moves[0]?.totals).toEqual({ total: 1, failed: 1, slow: 0 });
      clock.advance(1_000);
      expect(breaker.totals().failed).toBe(1);
      permit(breaker);
      expect(breaker.totals().failed).toBe(0);
    });

    it('lets a trial through when the break is over, and not a millisecond before', () => {
      const { breaker, clock } = setUpOpen();
      clock.advance(999);
      expect(breaker.admits()).toBe(false);
      expect(breaker.acquire().permitted).toBe(false);
      clock.advance(1);
      expect(breaker.admits()).toBe(true);
      expect(breaker.state).toBe('open');
      expect(permit(breaker).trial).toBe(true);
      expect(breaker.state).toBe('half-open');
    });

    it('waits longer after each failed trial, up to the maximum, and forgets that when it closes', () => {
      const { breaker, clock } = setUpOpen({ backoff: { jitter: 0, factor: 3, max: 5_000 } });
      const breaks: number[] = [];
      for (let i = 0; i < 4; i++) {
        breaks.push((breaker.retryAt ?? 0) - clock.now());
        clock.advance(breaks.at(-1) ?? 0);
        fail(breaker);
      }
      expect(breaks).toEqual([1_000, 3_000, 5_000, 5_000]);
      expect(breaker.openings).toBe(5);
      clock.advance(5_000);
      succeed(breaker);
      expect(breaker.openings).toBe(0);
      fail(breaker);
      expect(breaker.retryAt).toBe(clock.now() + 1_000);
    });

    it('varies the break by the jitter, so that not all browsers return at once', () => {
      const clock = new ManualClock();
      const random = seededRandom(7);
      const breaks = Array.from({ length: 500 }, () => {
        const breaker = new CircuitBreaker(
          { consecutiveFailures: 1, timeoutDuration: 1_000, backoff: { jitter: 0.2 } },
          clock,
          random,
        );
        fail(breaker);
        return (breaker.retryAt ?? 0) - clock.now();
      });
      expect(Math.min(...breaks)).toBeGreaterThanOrEqual(800);
      expect(Math.min(...breaks)).toBeLessThan(820);
      expect(Math.max(...breaks)).toBeLessThanOrEqual(1_200);
      expect(Math.max(...breaks)).toBeGreaterThan(1_180);
    });

    it('takes the break that a function computes, and its own when that makes no sense', () => {
      const breaks = [0, NaN, 300, Infinity];
      const { breaker, clock } = setUpOpen({ backoff: (opening) => breaks[opening - 1] ?? -1 });
      for (const expected of [0, 1_000, 300, 1_000, 1_000]) {
        expect((breaker.retryAt ?? 0) - clock.now()).toBe(expected);
        clock.advance(expected);
        fail(breaker);
      }
    });

    const retryAfterRows = [
      { title: 'is raised by a longer Retry-After', retryAfter: 20_000, expected: 20_000 },
      { title: 'is not lowered by a shorter Retry-After', retryAfter: 10, expected: 1_000 },
      { title: 'believes no Retry-After beyond 5 minutes', retryAfter: 1e9, expected: 300_000 },
      { title: 'ignores a Retry-After that is no number', retryAfter: NaN, expected: 1_000 },
    ];
    for (const { title, retryAfter, expected } of retryAfterRows) {
      it(`its break ${title}`, () => {
        const { breaker, clock } = setUp({ consecutiveFailures: 1, timeoutDuration: 1_000 });
        fail(breaker, 1, retryAfter);
        expect((breaker.retryAt ?? 0) - clock.now()).toBe(expected);
      });
    }

    it('stays over when the clock is set back after somebody saw that it was', () => {
      const { breaker, clock } = setUpOpen();
      clock.advance(1_000);
      expect(breaker.admits()).toBe(true);
      clock.set(clock.now() - 500);
      expect(breaker.admits()).toBe(true);
      expect(permit(breaker).trial).toBe(true);
    });

    it('is not prolonged by a clock that is set back, and is over after a long sleep', () => {
      const { breaker, clock } = setUpOpen();
      refusal(breaker);
      clock.set(clock.now() - 3_600_000);
      expect(refusal(breaker).retryAt).toBe(clock.now() + 1_000);
      clock.advance(1_000);
      expect(permit(breaker).trial).toBe(true);

      const other = setUpOpen();
      other.clock.advance(8 * 3_600_000);
      expect(permit(other.breaker).trial).toBe(true);
    });
  });

  describe('half-open', () => {
    it('reopens at once when a trial fails, and waits longer than before', () => {
      const { breaker, clock } = setUpOpen({ trials: { permitted: 3, required: 2 } });
      clock.advance(1_000);
      succeed(breaker);
      fail(breaker);
      expect(breaker.state).toBe('open');
      expect(reasonInWords(breaker)).toBe('1 of 2 trial calls failed');
      expect(breaker.retryAt).toBe(clock.now() + 2_000);
    });

    it('closes as soon as enough trials went well', () => {
      const { breaker, clock, moves } = setUpOpen({ trials: { permitted: 3, required: 2 } });
      clock.advance(1_000);
      succeed(breaker, 2);
      expect(breaker.state).toBe('closed');
      expect(moves.map(({ to, reason }) => `${to}: ${reason}`)).toEqual([
        'open: consecutive-failures',
        'half-open: break-over',
        'closed: recovered',
      ]);
    });

    it('puts up with as many failed trials as it is told to', () => {
      const trials = { permitted: 4, required: 2, tolerated: 2 };
      const { breaker, clock } = setUpOpen({ trials });
      clock.advance(1_000);
      fail(breaker, 2);
      expect(breaker.state).toBe('half-open');
      fail(breaker);
      expect(breaker.state).toBe('open');
    });

    it('refuses whoever comes when all trials are under way', () => {
      const { breaker, clock } = setUpOpen({ trials: { permitted: 2, required: 2 } });
      expect(refusal(breaker).state).toBe('open');
      clock.advance(1_000);
      const trial = permit(breaker);
      permit(breaker);
      expect(refusal(breaker)).toEqual({
        permitted: false,
        state: 'half-open',
        reason: 'trials-under-way',
        retryAt: undefined,
      });
      trial.succeed(10);
      expect(breaker.acquire().permitted).toBe(false);
    });

    it('gives the place of a trial that says nothing to the next caller', () => {
      const { breaker, clock } = setUpOpen();
      clock.advance(1_000);
      for (let i = 0; i < 100; i++) permit(breaker).release();
      expect(breaker.state).toBe('half-open');
      expect(breaker.trialsInFlight).toBe(0);
      succeed(breaker);
      expect(breaker.state).toBe('closed');
    });

    it('takes the permit of a hung trial, tells its caller, and ignores its late result', () => {
      const { breaker, clock } = setUpOpen({ trials: { permitted: 1, reclaimAfter: 5_000 } });
      clock.advance(1_000);
      const hung = permit(breaker);
      const abort = jasmine.createSpy('abort');
      hung.onReclaim = abort;
      clock.advance(4_999);
      expect(breaker.acquire().permitted).toBe(false);
      expect(abort).not.toHaveBeenCalled();
      clock.advance(1);
      expect(breaker.admits()).toBe(true);
      const second = permit(breaker);
      expect(abort).toHaveBeenCalledTimes(1);
      hung.fail(new Error('too late'), 6_000);
      expect(breaker.state).toBe('half-open');
      second.succeed(10);
      expect(breaker.state).toBe('closed');
    });

    it('reclaims a hung trial in time even when the clock was set back', () => {
      const { breaker, clock } = setUpOpen({ trials: { permitted: 1, reclaimAfter: 5_000 } });
      clock.advance(1_000);
      permit(breaker);
      clock.set(clock.now() - 3_600_000);
      expect(breaker.acquire().permitted).toBe(false);
      clock.advance(5_000);
      expect(permit(breaker).trial).toBe(true);
    });

    it('says that a trial failed, however long that took', () => {
      const { breaker, clock } = setUpOpen({ slowCallDuration: 1_000 });
      clock.advance(1_000);
      permit(breaker).fail(new Error('down'), 2_000);
      expect(reasonInWords(breaker)).toBe('the trial call failed');
    });

    it('counts a slow trial as a failed one where slow calls are a rule', () => {
      const { breaker, clock } = setUpOpen({ slowCallDuration: 1_000 });
      clock.advance(1_000);
      succeed(breaker, 1, 1_001);
      expect(breaker.state).toBe('open');
      expect(reasonInWords(breaker)).toBe('the trial call was slow');
    });

    const afterAllRows = [
      { results: 'FFSF', expected: 'open' },
      { results: 'FSSS', expected: 'closed' },
      { results: 'SSFF', expected: 'open' },
      { results: 'SSS', expected: 'half-open' },
      { results: 'FFF', expected: 'half-open' },
    ] as const;
    for (const { results, expected } of afterAllRows) {
      it(`is ${expected} after ${results} of 4 trials judged by rate when all are through`, () => {
        const trials = { permitted: 4, verdict: rateAfterAll };
        const { breaker, clock } = setUpOpen({ trials, failureRate: 0.5 });
        clock.advance(1_000);
        for (const result of results) {
          if (result === 'S') succeed(breaker);
          else fail(breaker);
        }
        expect(breaker.state).toBe(expected);
      });
    }

    it('judges slow trials by their rate too when all are through', () => {
      const { breaker, clock } = setUpOpen({
        failureRate: false,
        slowCallDuration: 1_000,
        slowCallRate: 0.5,
        trials: { permitted: 4, required: 2, verdict: rateAfterAll },
      });
      clock.advance(1_000);
      succeed(breaker, 2, 10);
      succeed(breaker, 2, 2_000);
      expect(breaker.state).toBe('open');
      clock.advance(2_000);
      fail(breaker, 2);
      succeed(breaker, 1, 10);
      succeed(breaker, 1, 2_000);
      expect(breaker.state).toBe('closed');
    });

    it('ends at its time limit, at the time of the limit, whenever somebody looks', () => {
      const { breaker, clock } = setUpOpen({ trials: { permitted: 1, timeLimit: 500 } });
      clock.advance(1_000);
      const trial = permit(breaker);
      const limit = clock.now() + 500;
      clock.advance(700);
      trial.succeed(700);
      expect(breaker.state).toBe('open');
      expect(breaker.since).toBe(limit);
      expect(breaker.retryAt).toBe(limit + 2_000);
      expect(reasonInWords(breaker)).toBe('the trial calls gave no verdict in time');
    });

    it('admits nobody after its time limit, also to whoever only asks', () => {
      const { breaker, clock } = setUpOpen({
        trials: { permitted: 2, required: 1, timeLimit: 500 },
      });
      clock.advance(1_000);
      permit(breaker);
      expect(breaker.admits()).toBe(true);
      clock.advance(500);
      expect(breaker.admits()).toBe(false);
      expect(breaker.state).toBe('open');
    });

    it('is closed by its time limit where the options say so', () => {
      const trials = { permitted: 1, timeLimit: 500, onTimeLimit: 'closed' } as const;
      const { breaker, clock } = setUpOpen({ trials });
      clock.advance(1_000);
      permit(breaker);
      const limit = clock.now() + 500;
      clock.advance(700);
      expect(breaker.look()).toBe('closed');
      expect(breaker.since).toBe(limit);
    });
  });
});

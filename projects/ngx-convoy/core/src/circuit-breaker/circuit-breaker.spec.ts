import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { lastCalls } from '../window/last-calls';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import type { CircuitTransition } from './circuit-state';
import type { Permit } from './permit';
import { ratesOnFailure } from './rates-on-failure';
import { reasonInWords } from './reason-in-words';

describe('CircuitBreaker', () => {
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

  function permit(breaker: CircuitBreaker): Permit {
    const result = breaker.acquire();
    if (!result.permitted) throw new Error(`refused: ${result.reason}`);
    return result;
  }

  function succeed(breaker: CircuitBreaker, times = 1, durationMs = 10): void {
    for (let i = 0; i < times; i++) permit(breaker).succeed(durationMs);
  }

  function fail(breaker: CircuitBreaker, times = 1): void {
    for (let i = 0; i < times; i++) permit(breaker).fail(new Error('down'), 10);
  }

  describe('opens', () => {
    it('at the fifth failure in a row, by default', () => {
      const { breaker } = setUp();
      fail(breaker, 4);
      succeed(breaker);
      fail(breaker, 4);
      expect(breaker.state).toBe('closed');
      fail(breaker);
      expect(breaker.state).toBe('open');
      expect(reasonInWords(breaker)).toBe('5 failures in a row');
    });

    it('when half of ten calls failed, by default, and not before there are ten', () => {
      const { breaker } = setUp();
      for (let i = 0; i < 4; i++) {
        fail(breaker);
        succeed(breaker);
      }
      succeed(breaker);
      expect(breaker.state).toBe('closed');
      fail(breaker);
      expect(breaker.state).toBe('open');
      expect(reasonInWords(breaker)).toBe('5 of 10 calls failed');
    });

    it('at a success that completes the minimum of calls', () => {
      const { breaker } = setUp({ consecutiveFailures: false, minimumCalls: 4 });
      fail(breaker, 3);
      succeed(breaker);
      expect(reasonInWords(breaker)).toBe('3 of 4 calls failed');
    });

    it('only at a failure when it evaluates on failures', () => {
      const { breaker } = setUp({
        consecutiveFailures: false,
        minimumCalls: 4,
        rules: ratesOnFailure,
      });
      fail(breaker, 3);
      succeed(breaker);
      expect(breaker.state).toBe('closed');
      fail(breaker);
      expect(breaker.state).toBe('open');
    });

    it('at so many failures within the window, whatever succeeds in between', () => {
      const { breaker, clock } = setUp({ failureThreshold: 3, monitoringWindow: 10_000 });
      fail(breaker, 2);
      clock.advance(20_000);
      for (let i = 0; i < 2; i++) {
        fail(breaker);
        succeed(breaker, 10);
      }
      expect(breaker.state).toBe('closed');
      fail(breaker);
      expect(reasonInWords(breaker)).toBe('3 of 23 calls failed');
    });

    it('by nothing but failureThreshold when that is the only rule given', () => {
      const { breaker } = setUp({ failureThreshold: 30 });
      fail(breaker, 29);
      expect(breaker.state).toBe('closed');
      fail(breaker);
      expect(breaker.state).toBe('open');
    });

    it('at slow successes: a service that hangs is down too', () => {
      const { breaker } = setUp({ slowCallDuration: 1_000, slowCallRate: 0.5, minimumCalls: 4 });
      succeed(breaker, 2, 1_000);
      succeed(breaker, 2, 1_001);
      expect(breaker.state).toBe('open');
      expect(reasonInWords(breaker)).toBe('2 of 4 calls were slow');
    });

    it('not at a few slow successes', () => {
      const { breaker } = setUp({ slowCallDuration: 1_000, slowCallRate: 0.5, minimumCalls: 4 });
      succeed(breaker, 3, 10);
      succeed(breaker, 1, 2_000);
      expect(breaker.state).toBe('closed');
      expect(breaker.totals().slow).toBe(1);
    });

    it('at exactly 7 of 100 for a rate of 0.07, which binary fractions would miss', () => {
      const { breaker } = setUp({
        consecutiveFailures: false,
        failureRate: 0.07,
        minimumCalls: 100,
        monitoringWindow: lastCalls(100),
      });
      succeed(breaker, 93);
      fail(breaker, 7);
      expect(reasonInWords(breaker)).toBe('7 of 100 calls failed');
    });

    it('never, by a rule that is off', () => {
      const { breaker } = setUp({ consecutiveFailures: false, failureRate: false });
      fail(breaker, 1_000);
      expect(breaker.state).toBe('closed');
    });

    it('not at failures of yesterday', () => {
      const { breaker, clock } = setUp({ consecutiveFailures: false });
      fail(breaker, 9);
      clock.advance(86_400_000);
      fail(breaker, 9);
      expect(breaker.state).toBe('closed');
    });
  });

  describe('a result', () => {
    const firstWords = [
      { first: 'succeed', total: 1, failed: 0 },
      { first: 'fail', total: 1, failed: 1 },
      { first: 'release', total: 0, failed: 0 },
    ] as const;
    for (const { first, total, failed } of firstWords) {
      it(`counts once: whatever is said after ${first} is ignored`, () => {
        const { breaker } = setUp();
        const call = permit(breaker);
        const say = {
          succeed: () => call.succeed(10),
          fail: () => call.fail(new Error('down'), 10),
          release: () => call.release(),
        };
        say[first]();
        for (const later of Object.values(say)) later();
        expect(breaker.totals()).toEqual(jasmine.objectContaining({ total, failed }));
      });
    }

    it('counts nowhere when it is neutral', () => {
      const { breaker } = setUp({ consecutiveFailures: 2, minimumCalls: 2 });
      fail(breaker);
      for (let i = 0; i < 10; i++) permit(breaker).release();
      expect(breaker.totals().total).toBe(1);
      fail(breaker);
      expect(breaker.state).toBe('open');
    });

    it('of an older generation changes nothing: no state, no count, no trial', () => {
      const { breaker, clock } = setUp({ consecutiveFailures: 1, timeoutDuration: 1_000 });
      const late = [permit(breaker), permit(breaker), permit(breaker)] as const;
      fail(breaker);
      late[0].fail(new Error('down'), 10, 60_000);
      expect(breaker.retryAt).toBe(clock.now() + 1_000);
      clock.advance(1_000);
      permit(breaker);
      late[1].fail(new Error('down'), 1_010);
      late[2].release();
      expect(breaker.state).toBe('half-open');
      expect(breaker.trialsInFlight).toBe(1);
      expect(breaker.totals().total).toBe(0);
    });

    it('needs no clock of ours when the caller has just read it', () => {
      const clock = new ManualClock();
      const now = spyOn(clock, 'now').and.callThrough();
      const breaker = new CircuitBreaker({}, clock, seededRandom(1));
      now.calls.reset();
      const call = breaker.acquire(1_000);
      if (call.permitted) call.succeed(10, 1_010);
      expect(now).not.toHaveBeenCalled();
    });
  });

  it('knows since when it is in its state', () => {
    const { breaker, clock } = setUp({ consecutiveFailures: 1 });
    const start = clock.now();
    clock.advance(500);
    expect(breaker.since).toBe(start);
    fail(breaker);
    expect(breaker.since).toBe(start + 500);
  });

  it('tells a listener when everything is in its new state, so that it may act at once', () => {
    const clock = new ManualClock();
    const breaker: CircuitBreaker = new CircuitBreaker(
      { consecutiveFailures: 1 },
      clock,
      seededRandom(1),
      ({ to }) => {
        if (to === 'open') breaker.moveTo('closed', 'not on my watch');
      },
    );
    fail(breaker);
    expect(breaker.state).toBe('closed');
    expect(breaker.totals().total).toBe(0);
  });
});

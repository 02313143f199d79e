import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { lastCalls } from '../window/last-calls';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { restoreCircuit, saveCircuit } from './circuit-snapshot';
import { reasonInWords } from './reason-in-words';

const options: CircuitBreakerOptions = {
  consecutiveFailures: 2,
  timeoutDuration: 1_000,
  backoff: { jitter: 0 },
  trials: { permitted: 1 },
};

function setUp(): { breaker: CircuitBreaker; clock: ManualClock } {
  const clock = new ManualClock();
  return { breaker: new CircuitBreaker(options, clock, seededRandom(1)), clock };
}

function call(breaker: CircuitBreaker, succeeds: boolean): boolean {
  const permit = breaker.acquire();
  if (!permit.permitted) return false;
  if (succeeds) permit.succeed(10);
  else permit.fail(new Error('down'), 10);
  return true;
}

describe('snapshot', () => {
  function restored(snapshot: unknown, clock: ManualClock): CircuitBreaker {
    const breaker = new CircuitBreaker(options, clock, seededRandom(2));
    restoreCircuit(breaker, JSON.parse(JSON.stringify(snapshot)), clock.now());
    return breaker;
  }

  it('keeps what is left of a break, and the growth of the next one', () => {
    const { breaker, clock } = setUp();
    call(breaker, false);
    call(breaker, false);
    clock.advance(400);
    const copy = restored(saveCircuit(breaker, clock.now()), clock);
    expect(copy.state).toBe('open');
    expect(reasonInWords(copy)).toBe('2 failures in a row');
    expect(copy.retryAt).toBe(clock.now() + 600);
    expect(copy.totals().failed).toBe(2);
    clock.advance(600);
    call(copy, false);
    expect(copy.retryAt).toBe(clock.now() + 2_000);
  });

  it('lets the break pass while nobody is there', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('open', 'deployment', 60_000);
    const snapshot = saveCircuit(breaker, clock.now());
    clock.advance(50_000);
    expect(restored(snapshot, clock).retryAt).toBe(clock.now() + 10_000);
    clock.advance(86_400_000);
    expect(restored(snapshot, clock).admits()).toBe(true);
  });

  it('does not prolong the break when the clock was set back in between', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('open', 'deployment', 60_000);
    const snapshot = saveCircuit(breaker, clock.now());
    clock.set(clock.now() - 3_600_000);
    expect(restored(snapshot, clock).retryAt).toBe(clock.now() + 60_000);
  });

  it('keeps run and window, as far as they are not too old', () => {
    const { breaker, clock } = setUp();
    call(breaker, true);
    clock.advance(30_000);
    call(breaker, false);
    clock.advance(10_000);
    const snapshot = saveCircuit(breaker, clock.now());
    clock.advance(21_000);
    const copy = restored(snapshot, clock);
    expect(copy.totals()).toEqual(jasmine.objectContaining({ total: 1, failed: 1 }));
    call(copy, false);
    expect(copy.state).toBe('open');
  });

  it('starts trials again: those of the old page are gone', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('half-open', 'try');
    breaker.acquire();
    const copy = restored(saveCircuit(breaker, clock.now()), clock);
    expect(copy.state).toBe('half-open');
    expect(copy.trialsInFlight).toBe(0);
    expect(call(copy, true)).toBe(true);
    expect(copy.state).toBe('closed');
  });

  it('takes the place of whatever the breaker was in', () => {
    const { breaker, clock } = setUp();
    const snapshot = saveCircuit(new CircuitBreaker(options, clock, seededRandom(2)), clock.now());
    breaker.moveTo('half-open', 'try');
    const late = breaker.acquire();
    expect(breaker.acquire().permitted).toBe(false);
    clock.advance(100);
    restoreCircuit(breaker, snapshot, clock.now());
    if (late.permitted) late.fail(new Error('down'), 10);
    expect(breaker.totals().total).toBe(0);
    expect([breaker.state, breaker.since, breaker.rejected, breaker.trialsInFlight]).toEqual([
      'closed',
      clock.now(),
      0,
      0,
    ]);
    breaker.moveTo('open', 'deployment');
    expect(breaker.acquire()).toEqual(jasmine.objectContaining({ reason: 'deployment' }));
  });

  it('drops counts that do not fit the window of today', () => {
    const { breaker, clock } = setUp();
    call(breaker, false);
    const other = new CircuitBreaker(
      { ...options, monitoringWindow: lastCalls(5) },
      clock,
      seededRandom(2),
    );
    expect(restoreCircuit(other, saveCircuit(breaker, clock.now()), clock.now())).toBe(true);
    expect(other.totals().total).toBe(0);
  });

  it('is refused when it is damaged, and the breaker stays as it is', () => {
    const { breaker, clock } = setUp();
    breaker.moveTo('open', 'deployment');
    const good = saveCircuit(breaker, clock.now());
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
      expect(restoreCircuit(fresh, snapshot, clock.now()))
        .withContext(JSON.stringify(snapshot))
        .toBe(false);
      expect(fresh.state).toBe('closed');
    }
  });
});

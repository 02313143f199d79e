import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from './circuit-breaker';
import { restoreCircuit, saveCircuit } from './circuit-snapshot';
import type { CircuitTransition } from './circuit-state';
import { isolate } from './isolate';

function setUp(): { breaker: CircuitBreaker; clock: ManualClock; moves: CircuitTransition[] } {
  const clock = new ManualClock();
  const moves: CircuitTransition[] = [];
  const breaker = new CircuitBreaker({}, clock, seededRandom(1), (move) => moves.push(move));
  return { breaker, clock, moves };
}

describe('isolate', () => {
  it('refuses all until the last of those who isolated it has let go', () => {
    const { breaker, moves } = setUp();
    const first = isolate(breaker, 'migration');
    const second = isolate(breaker, 'audit');
    expect(breaker.state).toBe('forced-open');
    first();
    first();
    expect(breaker.state).toBe('forced-open');
    second();
    expect(breaker.state).toBe('closed');
    expect(moves.map(({ to, reason }) => `${to}: ${reason}`)).toEqual([
      'forced-open: migration',
      'closed: isolation ended: audit',
    ]);
  });

  it('is overruled by every other command, after which a release does nothing', () => {
    const { breaker, clock } = setUp();
    const release = isolate(breaker, 'migration');
    breaker.moveTo('disabled', 'no breaker at all');
    release();
    expect(breaker.state).toBe('disabled');
    const again = isolate(breaker, 'migration');
    breaker.moveTo('open', 'deployment');
    again();
    expect(breaker.state).toBe('open');
    const once = isolate(breaker, 'migration');
    restoreCircuit(breaker, saveCircuit(breaker, clock.now()), clock.now());
    once();
    expect(breaker.state).toBe('forced-open');
  });

  it('does not end what was forced open before', () => {
    const { breaker } = setUp();
    breaker.moveTo('forced-open', 'forced open by ops');
    isolate(breaker, 'migration')();
    expect(breaker.state).toBe('forced-open');
    expect(breaker.reason).toBe('forced open by ops');
  });

  it('can be done again after it ended', () => {
    const { breaker } = setUp();
    const old = isolate(breaker, 'one');
    old();
    const release = isolate(breaker, 'two');
    old();
    expect(breaker.state).toBe('forced-open');
    release();
    expect(breaker.state).toBe('closed');
  });
});

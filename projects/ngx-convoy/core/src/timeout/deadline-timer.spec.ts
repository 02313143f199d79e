import fc from 'fast-check';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { DeadlineTimer } from './deadline-timer';

describe('DeadlineTimer', () => {
  function setUp(): {
    clock: ManualClock;
    timer: DeadlineTimer;
    ran: string[];
    add(name: string, ms: number): () => void;
  } {
    const clock = new ManualClock();
    const timer = new DeadlineTimer(clock);
    const ran: string[] = [];
    return {
      clock,
      timer,
      ran,
      add: (name, ms) => timer.add(clock.now() + ms, () => ran.push(name)),
    };
  }

  it('runs a task at its time, and not a millisecond before', () => {
    const { clock, ran, add } = setUp();
    add('a', 2_000);
    clock.advance(1_999);
    expect(ran).toEqual([]);
    clock.advance(51);
    expect(ran).toEqual(['a']);
  });

  it('has one timer for all', () => {
    const { clock, add } = setUp();
    for (let i = 0; i < 1_000; i++) add('a', 5_000 - i);
    expect(clock.pending).toBe(1);
  });

  it('runs what is due in the order of deadlines, and nothing that was cancelled', () => {
    const { clock, ran, add } = setUp();
    add('third', 300);
    const cancel = add('never', 200);
    add('first', 100);
    add('second', 200);
    cancel();
    cancel();
    clock.advance(1_000);
    expect(ran).toEqual(['first', 'second', 'third']);
  });

  it('keeps a thousand deadlines in order, whichever are cancelled', () => {
    const { clock, timer } = setUp();
    const random = seededRandom(8);
    const ran: number[] = [];
    const kept: number[] = [];
    const cancels: (() => void)[] = [];
    for (let i = 0; i < 1_000; i++) {
      const at = clock.now() + Math.floor(random() * 10_000);
      const cancel = timer.add(at, () => ran.push(at));
      if (random() < 0.5) cancels.push(cancel);
      else kept.push(at);
    }
    while (cancels.length > 0) {
      cancels.splice(Math.floor(random() * cancels.length), 1).forEach((cancel) => cancel());
    }
    clock.advance(11_000);
    expect(ran).toEqual(kept.sort((a, b) => a - b));
  });

  it('has no timer once the last deadline is cancelled', () => {
    const { clock, timer, add } = setUp();
    const cancel = add('a', 5_000);
    add('b', 7_000)();
    expect(clock.pending).toBe(1);
    cancel();
    expect(timer.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('lets one timer linger for a second at most when calls follow each other quickly', () => {
    const { clock, add } = setUp();
    const schedule = spyOn(clock, 'schedule').and.callThrough();
    for (let i = 0; i < 1_000; i++) add('a', 5_000)();
    expect(schedule.calls.count()).toBe(2);
    expect(clock.pending).toBe(1);
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('lets a task cancel another that is due with it', () => {
    const { clock, timer, ran, add } = setUp();
    timer.add(clock.now() + 100, () => cancel());
    const cancel = add('never', 101);
    clock.advance(1_000);
    expect(ran).toEqual([]);
  });

  it('never runs a task before `add` has returned, nor twice in one wake-up', () => {
    const { clock, timer } = setUp();
    const schedule = spyOn(clock, 'schedule').and.callThrough();
    let runs = 0;
    const again = (): void => {
      if (++runs < 5) timer.add(clock.now() - 1, again);
    };
    timer.add(clock.now() - 1, again);
    expect(runs).toBe(0);
    clock.advance(0);
    expect(runs).toBe(5);
    expect(schedule.calls.count()).toBe(5);
  });

  it('runs the others when one throws, and hides the error from nobody', () => {
    const { clock, timer, ran, add } = setUp();
    timer.add(clock.now() + 100, () => {
      throw new Error('task');
    });
    add('a', 100);
    expect(() => clock.advance(1_000)).toThrowError('task');
    expect(ran).toEqual(['a']);
  });

  it('forgets everything when cleared', () => {
    const { clock, timer, ran, add } = setUp();
    const cancel = add('a', 100);
    timer.clear();
    expect(timer.size).toBe(0);
    expect(clock.pending).toBe(0);
    cancel();
    add('b', 500);
    clock.advance(1_000);
    expect(ran).toEqual(['b']);
  });

  it('keeps the distance of deadlines when the clock is set back, to within a second', () => {
    const { clock, ran, add } = setUp();
    add('a', 5_000);
    clock.advance(300);
    clock.set(clock.now() - 3_600_000);
    clock.advance(4_699);
    expect(ran).toEqual([]);
    clock.advance(51);
    expect(ran).toEqual(['a']);

    add('b', 5_000);
    clock.advance(300);
    clock.set(clock.now() - 3_600_000);
    add('c', 6_000);
    clock.advance(4_500);
    expect(ran).toEqual(['a']);
    clock.advance(1_200);
    expect(ran).toEqual(['a', 'b']);
    clock.advance(350);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('runs what became overdue while the machine slept', () => {
    const { clock, ran, add } = setUp();
    add('a', 60_000);
    clock.set(clock.now() + 8 * 3_600_000);
    clock.advance(1_000);
    expect(ran).toEqual(['a']);
  });

  it('runs each task once, within 50 ms of its time, whatever else is added and cancelled', () => {
    const event = fc.oneof(
      fc.record({ add: fc.nat(3_000) }),
      fc.record({ cancel: fc.nat() }),
      fc.record({ advance: fc.nat(500) }),
    );
    const property = fc.property(fc.array(event, { maxLength: 120, size: 'max' }), (events) => {
      const clock = new ManualClock();
      const timer = new DeadlineTimer(clock);
      const deadlines: { at: number; runs: number; cancel: () => void; cancelled: boolean }[] = [];
      for (const event of events) {
        if ('add' in event) {
          const at = clock.now() + event.add;
          const deadline = { at, runs: 0, cancel: (): void => undefined, cancelled: false };
          deadline.cancel = timer.add(at, () => {
            deadline.runs++;
            expect(clock.now()).toBeGreaterThanOrEqual(at);
            expect(clock.now()).toBeLessThanOrEqual(at + 50);
          });
          deadlines.push(deadline);
        } else if ('cancel' in event) {
          const deadline = deadlines[event.cancel % Math.max(1, deadlines.length)];
          if (deadline?.runs === 0) deadline.cancelled = true;
          deadline?.cancel();
        } else {
          clock.advance(event.advance);
        }
        expect(clock.pending).toBeLessThanOrEqual(1);
        expect(timer.size).toBe(
          deadlines.filter(({ runs, cancelled }) => runs === 0 && !cancelled).length,
        );
      }
      clock.advance(5_000);
      for (const { runs, cancelled } of deadlines) expect(runs).toBe(cancelled ? 0 : 1);
      expect(clock.pending).toBe(0);
    });
    fc.assert(property, { numRuns: 150 });
  });
});

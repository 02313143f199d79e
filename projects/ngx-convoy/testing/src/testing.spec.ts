import { ManualClock } from './manual-clock';
import { seededRandom } from './seeded-random';
import { sequentialIds } from './sequential-ids';

describe('ManualClock', () => {
  it('stands still until it is moved', () => {
    const clock = new ManualClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  it('runs tasks in the order of their times, each at its own time', () => {
    const clock = new ManualClock(0);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${clock.now()}`);
    clock.schedule(300, note('c'));
    clock.schedule(100, note('a'));
    clock.schedule(100, note('b'));
    clock.schedule(301, note('d'));
    expect(clock.pending).toBe(4);
    clock.advance(300);
    expect(ran).toEqual(['a@100', 'b@100', 'c@300']);
    expect(clock.pending).toBe(1);
  });

  it('runs what a task schedules, when it falls due on the way', () => {
    const clock = new ManualClock(0);
    const ran: number[] = [];
    const tick = (): void => {
      ran.push(clock.now());
      clock.schedule(clock.now() + 100, tick);
    };
    clock.schedule(100, tick);
    clock.advance(350);
    expect(ran).toEqual([100, 200, 300]);
    expect(clock.now()).toBe(350);
  });

  it('never runs a task synchronously, also when its time has passed', () => {
    const clock = new ManualClock(1_000);
    const task = jasmine.createSpy('task');
    clock.schedule(1, task);
    expect(task).not.toHaveBeenCalled();
    clock.advance(0);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('does not run what was cancelled, even by a task of the same moment', () => {
    const clock = new ManualClock(0);
    const task = jasmine.createSpy('task');
    clock.schedule(100, () => cancel());
    const cancel = clock.schedule(100, task);
    clock.advance(100);
    cancel();
    expect(task).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });

  it('corrects the time of day as a system does: timers do not notice', () => {
    const clock = new ManualClock(10_000);
    const task = jasmine.createSpy('task');
    clock.schedule(11_000, task);
    clock.set(0);
    clock.advance(999);
    expect(task).not.toHaveBeenCalled();
    clock.advance(1);
    expect(task).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(1_000);
  });
});

describe('seededRandom', () => {
  it('gives the same draws for the same seed, and others for another', () => {
    const draws = (seed: number): readonly number[] =>
      Array.from({ length: 5 }, seededRandom(seed));
    expect(draws(42)).toEqual(draws(42));
    expect(draws(42)).not.toEqual(draws(43));
  });

  it('draws evenly from 0 to 1', () => {
    const random = seededRandom(9);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const draw = random();
      expect(draw >= 0 && draw < 1).toBe(true);
      tenths[Math.floor(draw * 10)] = (tenths[Math.floor(draw * 10)] ?? 0) + 1;
    }
    for (const share of tenths) expect(Math.abs(share - 1_000)).toBeLessThan(120);
  });
});

describe('sequentialIds', () => {
  it('counts traces and spans apart, in the form that W3C Trace Context asks for', () => {
    const ids = sequentialIds();
    expect(ids.traceId()).toBe('00000000000000000000000000000001');
    expect(ids.spanId()).toBe('0000000000000001');
    expect(ids.spanId()).toBe('0000000000000002');
    expect(ids.traceId()).toBe('00000000000000000000000000000002');
  });
});

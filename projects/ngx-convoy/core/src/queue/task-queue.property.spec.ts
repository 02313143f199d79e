import fc from 'fast-check';
import { ManualClock } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import { settled } from './settled.spec';
import { TaskQueue } from './task-queue';

const LEADS = { critical: 60_000, high: 10_000, normal: 0, low: -30_000 };

const add = fc.record({
  do: fc.constant('add' as const),
  priority: fc.oneof(
    fc.constantFrom('critical' as const, 'high' as const, 'normal' as const, 'low' as const),
    fc.integer({ min: -500, max: 500 }),
  ),
  key: fc.constantFrom('a', 'a', 'b', undefined),
  /** Milliseconds from now; the estimate, too. */
  deadline: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined }),
  estimate: fc.integer({ min: 0, max: 500 }),
  /** What its function does. */
  kind: fc.constantFrom('later', 'later', 'later', 'at once', 'throws', 'adds another'),
});
const step = fc.oneof(
  { weight: 10, arbitrary: add },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('end' as const), pick: fc.nat(), fails: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('abort' as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(400) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.integer({ min: -5_000, max: 5_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('resize' as const, 'resize keys' as const),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Add = typeof add extends fc.Arbitrary<infer S> ? S : never;

describe('TaskQueue under any sequence of tasks, aborts, pauses, resizes and clock jumps', () => {
  it('loses, repeats and starves no task, exceeds no limit and keeps to the order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 100, size: 'max' }), (steps) =>
        new Model(steps).run(),
      ),
      { numRuns: 250 },
    );
  });
});

interface Tracked {
  readonly number: number;
  /** By the book: smaller is served first. */
  readonly rank: number;
  readonly key: string | undefined;
  /** Epoch milliseconds by the clock as it then was; a clock that is set back brings it nearer. */
  deadline: number;
  readonly leaving: AbortController;
  state: 'waiting' | 'running' | 'ending' | 'gone';
  starts: number;
  settlements: number;
  isAborted: boolean;
  end: ((fails: boolean) => void) | undefined;
}

/** Books that are kept by hand. */
class Model {
  private readonly clock = new ManualClock();
  private readonly deadlines = new DeadlineTimer(this.clock);
  private limit = 2;
  private perKey = 1;
  private readonly queue = new TaskQueue(
    { limit: this.limit, limitPerKey: this.perKey },
    this.clock,
    this.deadlines,
  );

  private readonly tasks: Tracked[] = [];
  private isPaused = false;
  private wrong: string | undefined;
  /** A stopwatch that reads the clock when the queue does, and does not run backwards. */
  private steady = 0;
  private read = this.clock.now();

  constructor(private readonly steps: readonly Step[]) {}

  async run(): Promise<void> {
    for (const step of this.steps) {
      this.readClock();
      this.act(step);
      await settled();
      this.check();
    }
    this.isPaused = false;
    this.queue.resume();
    await settled();
    for (let round = 0; this.running.length > 0; round += 1) {
      this.check();
      this.must(round < 300, 'somebody runs for ever');
      this.running[0]?.end?.(false);
      await settled();
    }
    this.must(this.waiting.length === 0, 'somebody waits for ever');
    await this.queue.onIdle();
    this.check();
    for (const task of this.tasks) this.must(task.settlements === 1, 'one never settles');
    this.clock.advance(10_000);
    this.must(this.deadlines.size + this.clock.pending === 0, 'a timer is left behind');
    this.check();
  }

  private act(step: Step): void {
    switch (step.do) {
      case 'add':
        this.add(step);
        break;
      case 'end':
        pick(this.running, step.pick)?.end?.(step.fails);
        break;
      case 'abort': {
        const task = pick(this.tasks, step.pick);
        if (task === undefined || task.state === 'gone') break;
        task.isAborted = true;
        if (task.state === 'waiting') task.state = 'gone';
        task.leaving.abort('gone');
        break;
      }
      case 'pass':
        this.clock.advance(step.ms);
        break;
      case 'jump':
        this.clock.set(this.clock.now() + step.ms);
        for (const task of this.tasks) task.deadline += Math.min(0, step.ms);
        break;
      case 'pause':
        this.isPaused = true;
        this.queue.pause();
        break;
      case 'resume':
        this.isPaused = false;
        this.queue.resume();
        break;
      case 'resize':
        this.limit = step.limit;
        this.queue.resize(step.limit);
        break;
      case 'resize keys':
        this.perKey = step.limit;
        this.queue.resizePerKey(step.limit);
        break;
      case 'clear':
        for (const task of this.waiting) task.state = 'gone';
        this.queue.clear();
        break;
    }
  }

  private add({ priority, key, deadline, estimate, kind }: Add): void {
    this.readClock();
    const now = this.clock.now();
    const lead = typeof priority === 'number' ? priority : LEADS[priority];
    const latest = deadline === undefined ? Infinity : this.steady + deadline - estimate;
    const task: Tracked = {
      number: this.tasks.length,
      rank: Math.min(this.steady - lead, latest),
      key,
      deadline: deadline === undefined ? Infinity : now + deadline,
      leaving: new AbortController(),
      state: 'waiting',
      starts: 0,
      settlements: 0,
      isAborted: false,
      end: undefined,
    };
    this.tasks.push(task);
    const promise = this.queue.add(
      () => {
        this.starts(task);
        // Its place is free as soon as the queue has heard of it, which is before we do.
        if (kind === 'throws' || kind === 'at once') task.state = 'ending';
        if (kind === 'throws') throw new Broken();
        if (kind === 'at once') return task.number;
        if (kind === 'adds another') {
          this.add({ do: 'add', priority, key, deadline: undefined, estimate: 0, kind: 'later' });
        }
        return new Promise<number>((resolve, reject) => {
          task.end = (fails) => {
            task.state = 'gone';
            if (fails) reject(new Broken());
            else resolve(task.number);
          };
        });
      },
      {
        priority,
        key,
        estimate,
        signal: task.leaving.signal,
        deadline: deadline === undefined ? undefined : now + deadline,
      },
    );
    promise.then(
      (value) => {
        this.must(value === task.number && !task.isAborted, 'a wrong value');
        this.settles(task);
      },
      (error: unknown) => {
        this.must(!task.isAborted || error === 'gone', 'a wrong reason');
        // Only what may be late is refused; the others wait.
        this.must(
          task.state !== 'waiting' || task.deadline < Infinity,
          'one that may wait is refused',
        );
        this.settles(task);
      },
    );
  }

  private starts(task: Tracked): void {
    this.must(task.state === 'waiting', 'one that does not wait is begun');
    this.must(!this.isPaused, 'one is begun in a pause');
    this.must(this.running.length < this.limit, 'the limit is exceeded');
    this.must(!this.isFull(task.key), 'the limit of a key is exceeded');
    const now = this.clock.now();
    const [best] = this.waiting
      // Of one whose time is up we hear in a moment that it was refused.
      .filter((each) => each === task || (each.deadline > now && !this.isFull(each.key, 'ending')))
      .sort((a, b) => a.rank - b.rank || a.number - b.number);
    this.must(best === task, 'one is begun out of order');
    task.state = 'running';
    task.starts += 1;
    this.must(task.starts === 1, 'one is begun twice');
  }

  private settles(task: Tracked): void {
    task.settlements += 1;
    this.must(task.settlements === 1, 'one settles twice');
    // One that was aborted while it runs is settled, but has its place until it has ended.
    if (!task.isAborted || task.starts === 0) task.state = 'gone';
  }

  private check(): void {
    if (this.wrong !== undefined) throw new Error(this.wrong);
    const { queue, running, waiting } = this;
    this.must(queue.inFlight === running.length, 'a place is lost or invented');
    this.must(queue.size === waiting.length, 'one is lost or invented');
    const ofA = running.filter(({ key }) => key === 'a').length;
    this.must(queue.inFlightOf('a') === ofA, 'a place of a key is lost or invented');
    const hasPlace = !this.isPaused && running.length < this.limit;
    const isAble = waiting.some(({ key }) => !this.isFull(key));
    this.must(!(hasPlace && isAble), 'a place is free, and one waits for it');
  }

  private isFull(key: string | undefined, too: Tracked['state'] = 'running'): boolean {
    const same = this.tasks.filter(
      (task) => task.key === key && (task.state === 'running' || task.state === too),
    );
    return key !== undefined && same.length >= this.perKey;
  }

  private get running(): readonly Tracked[] {
    return this.tasks.filter(({ state }) => state === 'running');
  }

  private get waiting(): readonly Tracked[] {
    return this.tasks.filter(({ state }) => state === 'waiting');
  }

  /** Both do it at the same moments: what a clock that is set back has shown in between, nobody can know. */
  private readClock(): void {
    const now = this.clock.now();
    this.steady += Math.max(0, now - this.read);
    this.read = now;
    this.must(this.queue.oldestWait >= 0, 'one has waited for less than no time');
  }

  /** Noted, because what is thrown within a task is the task's own affair. */
  private must(holds: boolean, otherwise: string): void {
    if (!holds) this.wrong ??= otherwise;
  }
}

class Broken extends Error {}

function pick<T>(all: readonly T[], place: number): T | undefined {
  return all[place % Math.max(1, all.length)];
}

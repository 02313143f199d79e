import fc from 'fast-check';
import { ManualClock } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import { dag } from './dag';
import { optional } from './optional';
import type { Plan } from './plan';
import type { TaskStatus } from './plan-progress';
import { PlanRun } from './plan-run';
import { required } from './required';
import { sequential } from './sequential';
import { settle } from './settle';
import { task, type PlanTask, type PlanTaskContext } from './task';

type Policy = 'fail-fast' | 'skip-dependents' | 'settle' | 'value';

/** What a task does: how long it takes, and how it ends. `now` settles before its function has returned. */
interface Deed {
  /** Which of the tasks before it are needed: bits, the lowest for the first. */
  readonly needs: number;
  readonly policy: Policy;
  readonly ends: 'well' | 'badly' | 'now' | 'throws' | 'never';
  readonly ms: number;
  readonly timeout: number | undefined;
  readonly priority: number;
}

/** A step that is put together while the program runs. */
type LooseTask = PlanTask<unknown, Readonly<Record<string, unknown>>, string, Policy>;

interface Script {
  readonly deeds: readonly Deed[];
  readonly isSequence: boolean;
  readonly concurrency: number | undefined;
  readonly deadline: number | undefined;
  /** Milliseconds after which somebody cancels. */
  readonly cancelAt: number | undefined;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  needs: fc.nat({ max: 2 ** 12 - 1 }),
  policy: fc.constantFrom<Policy>(
    'skip-dependents',
    'skip-dependents',
    'settle',
    'value',
    'fail-fast',
  ),
  ends: fc.constantFrom('well', 'well', 'well', 'well', 'badly', 'now', 'throws', 'never'),
  ms: fc.nat({ max: 300 }),
  timeout: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined, freq: 4 }),
  priority: fc.constantFrom(0, 0, 0, 5, -5),
});
const script: fc.Arbitrary<Script> = fc.record({
  deeds: fc.array(deed, { maxLength: 12, size: 'max' }),
  isSequence: fc.boolean(),
  concurrency: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  deadline: fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: undefined, freq: 3 }),
  cancelAt: fc.option(fc.nat({ max: 1_500 }), { nil: undefined, freq: 3 }),
});

describe('Any plan, however its tasks end', () => {
  it('loses, repeats and starves nobody, keeps its order and limits, and ends as a naive model says', () => {
    fc.assert(
      fc.property(script, (given) => new Model(given).play()),
      { numRuns: 1_500 },
    );
  });
});

/** Deadlines are met at most this much later. */
const GRAIN = 50;

/** Books kept by hand beside a run. */
class Model {
  private readonly clock = new ManualClock();
  private readonly deadlines = new DeadlineTimer(this.clock);
  private readonly deeds: readonly Deed[];
  private readonly limit: number;
  private readonly begun: number[] = [];
  private readonly inFlight = new Set<number>();
  private readonly aborted = new Set<number>();
  private readonly run: PlanRun<unknown>;
  private broken: string | undefined = undefined;

  constructor(private readonly script: Script) {
    const { isSequence, concurrency = Infinity, cancelAt, deadline, deeds } = script;
    this.limit = isSequence ? 1 : concurrency;
    const isCut = cancelAt !== undefined || deadline !== undefined;
    this.deeds = deeds.map((each) => decided(each, isCut));
    this.run = new PlanRun(this.plan(), {
      clock: this.clock,
      deadlines: this.deadlines,
      abortController: () => new AbortController(),
    });
  }

  play(): void {
    const { cancelAt } = this.script;
    this.run.start();
    this.check();
    for (let ms = 0; this.run.endedAt === undefined; ms += 25) {
      this.expect(ms < 20_000, 'it does not end');
      if (cancelAt !== undefined && ms >= cancelAt) {
        this.run.cancel();
        this.expect(this.run.status === 'cancelled', 'it does not end at once');
      } else {
        this.clock.advance(25);
      }
      this.check();
    }
    this.checkEnd();
  }

  private plan(): Plan<unknown> {
    const { isSequence, concurrency, deadline } = this.script;
    const steps = Object.fromEntries(
      this.deeds.map((each, index): [string, LooseTask] => [`t${index}`, this.step(each, index)]),
    );
    return isSequence ? sequential(steps, { deadline }) : dag(steps, { concurrency, deadline });
  }

  private step({ policy, timeout, priority }: Deed, index: number): LooseTask {
    const needs = this.needs(index).map((needed) => `t${needed}`);
    const run = (results: Readonly<Record<string, unknown>>, context: PlanTaskContext): unknown => {
      this.expect(Object.keys(results).join() === needs.join(), 'it is not given what it needs');
      return this.begin(index, context);
    };
    const plain = task(needs, run, { timeout, priority });
    switch (policy) {
      case 'fail-fast':
        return required(plain);
      case 'skip-dependents':
        return optional(plain);
      case 'settle':
        return settle(plain);
      case 'value':
        return optional(plain, 'instead');
    }
  }

  private begin(index: number, context: PlanTaskContext): unknown {
    this.expect(!this.begun.includes(index), 'a task runs twice');
    this.begun.push(index);
    this.checkTurn(index);
    const { ends, ms } = this.deedOf(index);
    if (ends === 'now') return 'result';
    if (ends === 'throws') throw new Error('thrown');
    this.inFlight.add(index);
    let stop: () => void = () => undefined;
    context.signal.addEventListener('abort', () => {
      this.aborted.add(index);
      this.inFlight.delete(index);
      stop();
    });
    const settles = (then: () => void): void => {
      if (ends === 'never') return;
      stop = this.clock.schedule(this.clock.now() + ms, () => {
        this.inFlight.delete(index);
        then();
      });
    };
    // A thenable, so that no microtask stands between the clock and the run.
    return {
      then: (well: (value: unknown) => void, badly: (error: unknown) => void): void => {
        settles(() => {
          if (ends === 'well') well('result');
          else badly(new Error('failed'));
        });
      },
    };
  }

  /** Nobody who could begin is more urgent, or has a longer way before it. */
  private checkTurn(index: number): void {
    for (const [other, { status, readyAt }] of this.run.progress().tasks.entries()) {
      if (status !== 'waiting' || readyAt === undefined) continue;
      const lead = this.urgency(other) - this.urgency(index) || this.rank(other) - this.rank(index);
      this.expect(lead < 0 || (lead === 0 && index < other), 'somebody is begun out of turn');
    }
  }

  private check(): void {
    const { tasks, counts, endedAt } = this.run.progress();
    this.expect(counts.running <= this.limit, 'more run than may');
    this.expect(
      endedAt !== undefined || counts.running === this.inFlight.size,
      'somebody is under way and not in the books, or the other way round',
    );
    for (const [index, { status, readyAt }] of tasks.entries()) {
      const couldBegin = status === 'waiting' && readyAt !== undefined;
      this.expect(!couldBegin || counts.running === this.limit, 'a place is free, and one waits');
      if (!this.begun.includes(index)) continue;
      const isReady = this.needs(index).every((needed) => this.hasValue(needed));
      this.expect(isReady, 'somebody has begun without what it needs');
    }
    if (this.script.isSequence) {
      const inOrder = [...this.begun].sort((a, b) => a - b);
      this.expect(this.begun.join() === inOrder.join(), 'a sequence is out of order');
    }
  }

  private checkEnd(): void {
    const { run, deeds } = this;
    const { tasks, counts, startedAt, endedAt = Infinity, status } = run.progress();
    // The deadline timer's own wake-up may linger for a second.
    this.clock.advance(1_000);
    this.expect(counts.waiting + counts.running === 0, 'somebody is forgotten');
    this.expect(this.inFlight.size === 0, 'somebody under way is not called off');
    this.expect(this.deadlines.size === 0, 'a deadline is left behind');
    this.expect(this.clock.pending === 0, 'a timer is left behind');
    const { deadline = Infinity } = this.script;
    this.expect(endedAt - startedAt <= deadline + GRAIN, 'it takes longer than it may');
    for (const [index, task] of tasks.entries()) {
      this.expect(task.status !== 'cancelled' || this.begun.includes(index), 'cancelled unbegun');
      this.expect(
        run.resultMap.has(task.name) === this.hasValue(index),
        'a result is lost or made up',
      );
    }
    const failedFast = deeds.some(
      (each, i) => each.policy === 'fail-fast' && tasks[i]?.status === 'failed',
    );
    this.expect((status === 'failed') === failedFast, 'it fails without reason, or should have');
    if (this.script.cancelAt === undefined && deadline === Infinity) this.checkFates();
  }

  /** When nobody interferes, how each task ends follows from what it does and from what it needs. */
  private checkFates(): void {
    const fates: TaskStatus[] = [];
    for (const index of this.deeds.keys()) {
      const isMissing = this.needs(index).some((needed) => {
        const { policy } = this.deedOf(needed);
        const mayMiss = policy === 'fail-fast' || policy === 'skip-dependents';
        return mayMiss && fates[needed] !== 'done';
      });
      fates.push(isMissing ? 'skipped' : ownFate(this.deedOf(index)));
    }
    const isLost = this.deeds.some(
      (each, i) => each.policy === 'fail-fast' && fates[i] === 'failed',
    );
    this.expect((this.run.status === 'failed') === isLost, 'it ends otherwise than the model');
    if (isLost) return;
    const statuses = this.run.progress().tasks.map(({ status }) => status);
    this.expect(statuses.join() === fates.join(), `${statuses.join()} instead of ${fates.join()}`);
  }

  /** Tasks before it, as the bits say. */
  private needs(index: number): readonly number[] {
    const bits = this.deedOf(index).needs;
    return Array.from({ length: index }, (_, i) => i).filter((i) => (bits >> i) % 4 === 1);
  }

  private dependents(index: number): readonly number[] {
    return [...this.deeds.keys()].filter((other) => this.needs(other).includes(index));
  }

  private urgency(index: number): number {
    const waiting = this.dependents(index).map((other) => this.urgency(other));
    return Math.max(this.deedOf(index).priority, ...waiting);
  }

  private rank(index: number): number {
    return 1 + Math.max(0, ...this.dependents(index).map((other) => this.rank(other)));
  }

  private hasValue(index: number): boolean {
    const { policy } = this.deedOf(index);
    const { status, reason = '' } = this.run.progress().tasks[index] ?? { status: 'waiting' };
    if (status === 'done') return true;
    if (policy !== 'settle' && policy !== 'value') return false;
    // What the end of the plan has ended gives nothing.
    return status === 'failed' || (status === 'skipped' && reason.startsWith('needs'));
  }

  private deedOf(index: number): Deed {
    const found = this.deeds[index];
    if (found === undefined) throw new Error(`there is no task ${index}`);
    return found;
  }

  /** Also noted, because what a task throws is only the failure of a task. */
  private expect(holds: boolean, otherwise: string): void {
    if (!holds) this.broken ??= otherwise;
    if (this.broken !== undefined) throw new Error(this.broken);
  }
}

/** Without doubts about what comes first, and without end only where somebody will make an end. */
function decided(deed: Deed, isCut: boolean): Deed {
  const { ends, ms, timeout } = deed;
  if (ends === 'never') return { ...deed, timeout: isCut ? timeout : (timeout ?? 200) };
  const isClose = timeout !== undefined && ms >= timeout && ms <= timeout + GRAIN;
  return isClose ? { ...deed, timeout: undefined } : deed;
}

function ownFate({ ends, ms, timeout = Infinity }: Deed): TaskStatus {
  if (ends === 'now') return 'done';
  return ends === 'well' && ms < timeout ? 'done' : 'failed';
}

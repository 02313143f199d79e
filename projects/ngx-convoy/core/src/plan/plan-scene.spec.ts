import { ManualClock } from 'ngx-convoy/testing';
import type { Cancel } from '../clock';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { Plan } from './plan';
import { PlanRun, type PlanRunOptions } from './plan-run';
import type { PlanRuntime, ServicePort, ServiceReceiver } from './plan-runtime';
import type { PlanRequest } from './service';
import { task, type PlanTaskContext } from './task';
import { TaskDurations } from './task-durations';

/** A request that the spec answers by hand. */
interface Asked {
  readonly request: PlanRequest;
  readonly deadlineAt: number;
  readonly receiver: ServiceReceiver;
  isCalledOff: boolean;
}

/** Runs plans on a clock and services that the spec owns, and notes what happens. */
export class PlanScene {
  readonly clock = new ManualClock();
  readonly deadlines = new DeadlineTimer(this.clock);
  /** `a+` when a begins, `a-` when it is aborted. */
  readonly log: string[] = [];
  readonly asked: Asked[] = [];
  /** Services that are down, and why. */
  readonly down = new Map<string, string>();
  readonly known = new Set(['catalog', 'orders', 'shipping']);
  controllers = 0;

  readonly services: ServicePort = {
    knows: (service) => this.known.has(service),
    unavailable: (service) => this.down.get(service),
    send: (request, { deadlineAt }, receiver) => {
      const asked = { request, deadlineAt, receiver, isCalledOff: false };
      this.asked.push(asked);
      this.log.push(`${request.service}+`);
      return () => {
        asked.isCalledOff = true;
        this.log.push(`${request.service}-`);
      };
    },
  };

  readonly runtime: PlanRuntime = {
    clock: this.clock,
    deadlines: this.deadlines,
    abortController: () => {
      this.controllers += 1;
      return new AbortController();
    },
    services: this.services,
    durations: new TaskDurations(),
  };

  run<R, A>(plan: Plan<R, A>, options?: PlanRunOptions): PlanRun<R, A> {
    const run = new PlanRun(plan, this.runtime, options);
    run.start();
    return run;
  }

  /** A step that ends well after so many milliseconds. */
  takes<T>(ms: number, value: T) {
    return task((context) => this.work(context, ms, () => value));
  }

  /** A step that fails after so many milliseconds. */
  fails(ms: number, message = 'broken') {
    return task((context) => this.work<never>(context, ms, () => failWith(message)));
  }

  /** Work that watches its signal, settles without a microtask, and gives its timer back when it is aborted. */
  work<T>(context: PlanTaskContext, ms: number, result: () => T): PromiseLike<T> {
    const { name, signal } = context;
    this.log.push(`${name}+`);
    return new Work(this.clock, ms, result, (stop) => {
      signal.addEventListener('abort', () => {
        this.log.push(`${name}-`);
        stop();
      });
    });
  }

  /** Nothing of any run is left. */
  expectNothingLeft(): void {
    expect(this.deadlines.size).withContext('deadlines').toBe(0);
    // The deadline timer's own wake-up may linger for a second.
    this.clock.advance(1_000);
    expect(this.clock.pending).withContext('scheduled tasks').toBe(0);
  }
}

/** How each task stands, such as `a:done b:failed`. */
export function standing(run: PlanRun<unknown>): string {
  return run
    .progress()
    .tasks.map(({ name, status }) => `${name}:${status}`)
    .join(' ');
}

export function reasonOf(run: PlanRun<unknown>, name: string): string | undefined {
  return run.task(name)?.reason;
}

function failWith(message: string): never {
  throw new Error(message);
}

/** A promise that the clock settles, without microtasks in between. */
class Work<T> implements PromiseLike<T> {
  constructor(
    private readonly clock: ManualClock,
    private readonly ms: number,
    private readonly result: () => T,
    private readonly whenAborted: (stop: Cancel) => void,
  ) {}

  then<A, B>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    const { clock, ms, result } = this;
    const stop = clock.schedule(clock.now() + ms, () => {
      let value: T;
      try {
        value = result();
      } catch (error) {
        rejected?.(error);
        return;
      }
      fulfilled?.(value);
    });
    this.whenAborted(stop);
    return new Promise<never>(() => undefined);
  }
}

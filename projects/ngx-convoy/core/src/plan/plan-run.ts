import type { Cancel } from '../clock';
import { nameOf, type Plan } from './plan';
import { InvalidPlanError, PlanCancelledError } from './plan-errors';
import { PlanExecution } from './plan-execution';
import { progressOf, type PlanProgress, type PlanStatus, type TaskProgress } from './plan-progress';
import type { PlanRuntime } from './plan-runtime';
import type { PlanSignal } from './plan-signal';
import { serviceProblems } from './service-problems';

/** Told while a plan runs. It should not throw: nobody here would know what to do about it. */
export interface PlanObserver {
  /** A task has moved. Those that the end of the plan ends are not told one by one. */
  taskChanged?(name: string, run: PlanRun<unknown>): void;
  /** The plan is over: nothing moves any more. */
  ended?(run: PlanRun<unknown>): void;
}

/** How one run of a plan is limited and watched. */
export interface PlanRunOptions {
  /** Aborting it ends the run at once, with the signal's reason. */
  readonly signal?: PlanSignal | undefined;
  readonly observer?: PlanObserver | undefined;
  /** Epoch milliseconds at which whoever asked for it gives up. Default: never. */
  readonly deadlineAt?: number | undefined;
}

/** The results of a plan as a `Map`, as far as its types say what is in it. */
export type ResultMap<A> = unknown extends A
  ? ReadonlyMap<string, unknown>
  : ReadonlyMap<keyof A & string, A[keyof A & string]>;

/**
 * One run of a plan.
 *
 * However it ends, it ends once and at once, and leaves nothing behind: what is under way is aborted, timers are taken
 * back, and what comes too late is dropped.
 *
 * @usageNotes
 * ```ts
 * const run = new PlanRun(plan, runtime, { signal });
 * run.start();
 * const { orders, parcels } = await run.result;
 * ```
 */
export class PlanRun<R, A = unknown> {
  /** Epoch milliseconds. */
  readonly startedAt: number;

  private readonly execution: PlanExecution;
  private readonly cleanUp: Cancel[] = [];
  private promise: Promise<R> | undefined = undefined;
  private settle: (() => void) | undefined = undefined;

  /**
   * Checks the plan against the services that there are.
   *
   * @throws InvalidPlanError when it asks a service that nobody knows
   */
  constructor(
    readonly plan: Plan<R, A>,
    private readonly runtime: PlanRuntime,
    private readonly options: PlanRunOptions = {},
  ) {
    const problems = serviceProblems(plan.graph, runtime.services);
    if (problems.length > 0) throw new InvalidPlanError(nameOf(plan), problems);
    this.startedAt = runtime.clock.now();
    const deadlineAt = Math.min(options.deadlineAt ?? Infinity, this.startedAt + plan.deadline);
    this.execution = new PlanExecution(plan, runtime, deadlineAt, {
      changed: ({ name }) => {
        options.observer?.taskChanged?.(name, this);
      },
      stopped: () => {
        for (const cleanUp of this.cleanUp) cleanUp();
        this.settle?.();
        options.observer?.ended?.(this);
      },
      createRun: (inner, limits) => new PlanRun(inner, runtime, limits),
    });
  }

  get status(): PlanStatus {
    return this.execution.status;
  }

  /** Epoch milliseconds; `undefined` while it runs. */
  get endedAt(): number | undefined {
    return this.execution.endedAt;
  }

  /** What came of it, once it has come to a good end. */
  get outcome(): R | undefined {
    // The builders of plans have worked out what this is.
    return this.execution.outcome as R | undefined;
  }

  /** What `result` rejects with. */
  get failure(): unknown {
    return this.execution.failure;
  }

  /** Begins, once; not when it was cancelled before, or its signal is aborted. */
  start(): void {
    if (this.endedAt !== undefined) return;
    const { signal } = this.options;
    if (signal?.aborted === true) {
      this.cancel(signal.reason);
      return;
    }
    if (signal !== undefined) this.followSignal(signal);
    this.keepDeadline();
    this.execution.start(this.startedAt);
  }

  /** Ends it at once; what is under way is aborted with the reason. Does nothing when it is over. */
  cancel(reason: unknown = new PlanCancelledError(nameOf(this.plan))): void {
    this.execution.stop('cancelled', reason, 'the plan was cancelled', reason);
  }

  /**
   * What came of it. Rejects with `PlanFailedError`, with `RaceFailedError`, or with what it was cancelled with. Nobody has
   * to listen.
   */
  get result(): Promise<R> {
    this.promise ??= this.createPromise();
    return this.promise;
  }

  /** The results that are there, by name. */
  get results(): Partial<A> {
    return Object.fromEntries(this.execution.resultMap) as Partial<A>;
  }

  /** The same as a `Map`. */
  get resultMap(): ResultMap<A> {
    return this.execution.resultMap as ResultMap<A>;
  }

  /** What tasks have failed with, by name. */
  get errors(): ReadonlyMap<string, unknown> {
    return this.execution.errors;
  }

  /** How everything stands. O(n). */
  progress(): PlanProgress {
    return progressOf(nameOf(this.plan), this, this.execution.tasks);
  }

  /** How one task stands; `undefined` when there is none of that name. */
  task(name: string): TaskProgress | undefined {
    const { tasks } = this.execution;
    return tasks.find((task) => task.name === name)?.progress(tasks);
  }

  private followSignal(signal: PlanSignal): void {
    const abort = (): void => {
      this.cancel(signal.reason);
    };
    signal.addEventListener('abort', abort);
    this.cleanUp.push(() => {
      signal.removeEventListener('abort', abort);
    });
  }

  private keepDeadline(): void {
    const { deadline } = this.plan;
    if (deadline === Infinity) return;
    const cancel = this.runtime.deadlines.add(this.startedAt + deadline, () => {
      this.execution.expire();
    });
    this.cleanUp.push(cancel);
  }

  private createPromise(): Promise<R> {
    const promise = new Promise<R>((resolve, reject) => {
      this.settle = () => {
        const { status, outcome, failure } = this.execution;
        if (status === 'completed' || status === 'partial') resolve(outcome as R);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a signal's reason may be anything
        else reject(failure);
      };
    });
    promise.catch(() => undefined);
    if (this.endedAt !== undefined) this.settle?.();
    return promise;
  }
}

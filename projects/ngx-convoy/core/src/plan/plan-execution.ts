import { nameOf, type Plan } from './plan';
import {
  PlanCancelledError,
  PlanDeadlineError,
  PlanFailedError,
  RaceFailedError,
  TaskTimeoutError,
} from './plan-errors';
import type { PlanNode } from './plan-graph';
import type { PlanStatus, TaskStatus } from './plan-progress';
import type { PlanRunOptions, PlanRun } from './plan-run';
import type { PlanRuntime } from './plan-runtime';
import { ReadySet } from './ready-set';
import { TaskLauncher, type TaskReceiver } from './task-launcher';
import { TaskRun } from './task-run';
import { upwardRanks } from './upward-rank';

/** What an execution needs from the run that it belongs to. */
export interface PlanExecutionOwner {
  /** A task has moved. */
  changed(task: TaskRun): void;
  /** Everything is over, and what was under way has been aborted. */
  stopped(): void;
  /** Runs a plan in a task's place. */
  createRun(plan: Plan<unknown>, options: PlanRunOptions): PlanRun<unknown>;
}

/** The state machine of a run: which task may begin, and what the end of one means for the others. */
export class PlanExecution implements TaskReceiver {
  status: PlanStatus = 'running';
  endedAt: number | undefined = undefined;
  outcome: unknown = undefined;
  failure: unknown = undefined;
  readonly tasks: readonly TaskRun[];

  private readonly ready = new ReadySet();
  private readonly launcher: TaskLauncher;
  private readonly isRace: boolean;
  private unfinished: number;
  private underWay = 0;
  private isAdvancing = false;
  private isExpired = false;

  constructor(
    private readonly plan: Plan<unknown>,
    private readonly runtime: PlanRuntime,
    /** Epoch milliseconds at which nobody waits for it any more. */
    private readonly deadlineAt: number,
    private readonly owner: PlanExecutionOwner,
  ) {
    const { graph, name, strategy } = plan;
    const { durations, abortController } = runtime;
    const weightOf = durations?.weights(name, graph) ?? (() => 1);
    const ranks = upwardRanks(graph, weightOf);
    this.tasks = graph.nodes.map(
      (node) => new TaskRun(node, ranks[node.index] ?? 0, abortController),
    );
    this.unfinished = this.tasks.length;
    this.isRace = strategy === 'race';
    this.launcher = new TaskLauncher(plan, runtime, this, (inner, options) =>
      owner.createRun(inner, options),
    );
  }

  /** The results that are there, by name. */
  get resultMap(): ReadonlyMap<string, unknown> {
    const given = this.tasks.filter(({ hasValue }) => hasValue);
    return new Map(given.map(({ name, value }) => [name, value]));
  }

  /** What tasks have failed with, by name. */
  get errors(): ReadonlyMap<string, unknown> {
    const failed = this.tasks.filter(({ status }) => status === 'failed');
    return new Map(failed.map(({ name, error }) => [name, error]));
  }

  /** @param now epoch milliseconds */
  start(now: number): void {
    this.isAdvancing = true;
    for (const task of this.tasks) this.considerLeavingOut(task);
    for (const task of this.tasks) this.makeReady(task, now);
    this.isAdvancing = false;
    this.advance();
  }

  /** What may be missing and is known to be down is not tried at all. */
  private considerLeavingOut(task: TaskRun): void {
    const reason = task.status === 'waiting' ? this.launcher.whyLeftOut(task) : undefined;
    if (reason === undefined) return;
    if (task.node.after === undefined) this.skip(task, reason);
    else task.doom = reason;
  }

  private makeReady(task: TaskRun, now: number): void {
    if (task.status !== 'waiting' || task.outstanding > 0 || task.readyAt !== undefined) return;
    task.readyAt = now;
    this.ready.add(task);
  }

  /** Lets as many begin as may. */
  private advance(): void {
    // What ends while others are started is seen by the loop that starts them: no recursion, however long a chain is.
    if (this.isAdvancing) return;
    this.isAdvancing = true;
    try {
      while (!this.isOver() && this.underWay < this.plan.concurrency) {
        const task = this.ready.take();
        if (task === undefined) break;
        this.launch(task);
      }
    } finally {
      this.isAdvancing = false;
    }
    if (this.unfinished === 0 && !this.isOver()) this.finish();
  }

  private launch(task: TaskRun): void {
    if (this.isExpired) {
      this.fail(task, this.deadlineError());
      return;
    }
    const now = this.runtime.clock.now();
    const { timeout = Infinity } = task.node.task;
    task.status = 'running';
    task.startedAt = now;
    task.deadlineAt = Math.min(this.deadlineAt, now + timeout);
    this.underWay += 1;
    if (timeout < Infinity) {
      task.cancelTimeout = this.runtime.deadlines.add(now + timeout, () => {
        this.fail(task, new TaskTimeoutError(task.name, timeout));
      });
    }
    this.owner.changed(task);
    // Whoever was told may have ended everything.
    if (!this.isOver()) this.launcher.launch(task, this.resultsFor(task.node));
  }

  /** A method, because the state changes behind the compiler's back whenever something of the app is called. */
  private isOver(): boolean {
    return this.status !== 'running';
  }

  private resultsFor({ needs }: PlanNode): Readonly<Record<string, unknown>> {
    return Object.fromEntries(needs.map(({ name, index }) => [name, this.tasks[index]?.value]));
  }

  succeeded(task: TaskRun, value: unknown): void {
    if (task.status !== 'running') return;
    const { clock, durations } = this.runtime;
    const now = clock.now();
    durations?.observe(this.plan.name, task.name, now - (task.startedAt ?? now), now);
    const isSettled = task.node.onFailure === 'settle' && !this.isRace;
    task.give(isSettled ? { status: 'done', value } : value);
    this.end(task, 'done', now);
    if (this.isRace) this.win(task);
    else this.conclude(task, now);
  }

  failed(task: TaskRun, error: unknown): void {
    if (task.status === 'running') this.fail(task, error);
  }

  leftOut(task: TaskRun, reason: string): void {
    if (task.status === 'running') this.skip(task, reason);
  }

  moved(task: TaskRun): void {
    this.owner.changed(task);
  }

  private fail(task: TaskRun, error: unknown): void {
    const now = this.runtime.clock.now();
    task.error = error;
    this.end(task, 'failed', now);
    this.abort(task, error);
    if (this.isOver()) return;
    if (task.node.onFailure === 'fail-fast' && !this.isRace) {
      const { errors, resultMap, plan } = this;
      const failure = new PlanFailedError(nameOf(plan), task.name, error, errors, resultMap);
      this.stop('failed', failure, `'${task.name}' failed`, error);
      return;
    }
    if (!this.isRace) task.replace({ status: 'failed', error });
    this.conclude(task, now);
  }

  private skip(task: TaskRun, reason: string): void {
    const now = this.runtime.clock.now();
    this.pass(task, reason, now);
    this.conclude(task, now);
  }

  private pass(task: TaskRun, reason: string, now: number): void {
    task.startedAt = undefined;
    this.end(task, 'skipped', now, reason);
    task.replace({ status: 'skipped', reason });
  }

  /** Tells those who wait for a task that it is over: some can begin, some never will, and so on down the line. */
  private conclude(first: TaskRun, now: number): void {
    const over = [first];
    // The list grows while it is read.
    for (const { node, name, status, hasValue } of over) {
      for (const { index } of node.dependents) {
        const next = this.tasks[index];
        if (next?.status !== 'waiting') continue;
        next.outstanding -= 1;
        const how = status === 'failed' ? 'failed' : 'was skipped';
        if (!hasValue) next.doom ??= `needs '${name}', which ${how}`;
        if (!this.goesOn(next, now)) over.push(next);
      }
      const follower = node.before && this.tasks[node.before.index];
      if (follower?.status !== 'waiting') continue;
      follower.outstanding -= 1;
      if (!this.goesOn(follower, now)) over.push(follower);
    }
    this.advance();
  }

  /** Whether a task still waits, or can begin; in a sequence nobody is skipped before the turn comes. */
  private goesOn(task: TaskRun, now: number): boolean {
    if (task.doom === undefined) {
      this.makeReady(task, now);
      return true;
    }
    if (task.node.after !== undefined && task.outstanding > 0) return true;
    this.pass(task, task.doom, now);
    return false;
  }

  /** The time of the plan is up: whatever has not ended has failed, each by its own policy. */
  expire(): void {
    this.isExpired = true;
    for (const task of this.tasks) {
      if (task.status === 'running') this.fail(task, this.deadlineError());
    }
    this.advance();
  }

  private deadlineError(): PlanDeadlineError {
    return new PlanDeadlineError(nameOf(this.plan), this.plan.deadline);
  }

  private win({ name, value }: TaskRun): void {
    this.outcome = { winner: name, value };
    const lost = new PlanCancelledError(nameOf(this.plan));
    this.stop('completed', undefined, `'${name}' was faster`, lost);
  }

  private finish(): void {
    const { tasks, plan, errors, resultMap } = this;
    if (this.isRace) {
      this.stop('failed', new RaceFailedError(nameOf(plan), errors), 'all have failed');
      return;
    }
    const isPartial = tasks.some(({ status, isPartial: within }) => status !== 'done' || within);
    this.outcome = Object.fromEntries(resultMap);
    this.stop(isPartial ? 'partial' : 'completed', undefined, 'the plan is over');
  }

  stop(status: PlanStatus, failure: unknown, reason: string, abortReason?: unknown): void {
    if (this.isOver()) return;
    const now = this.runtime.clock.now();
    this.status = status;
    this.failure = failure;
    this.endedAt = now;
    const inFlight = this.tasks.filter((task) => task.status === 'running');
    for (const task of inFlight) this.end(task, 'cancelled', now, reason);
    for (const task of this.tasks) {
      if (task.status === 'waiting') this.end(task, 'skipped', now, reason);
    }
    for (const task of inFlight) this.abort(task, abortReason);
    this.owner.stopped();
  }

  private end(task: TaskRun, status: TaskStatus, now: number, reason?: string): void {
    if (task.status === 'running') this.underWay -= 1;
    this.unfinished -= 1;
    task.end(status, now, reason);
    if (!this.isOver()) this.owner.changed(task);
  }

  /** One that cannot be called off must not keep the others alive. */
  private abort(task: TaskRun, reason: unknown): void {
    try {
      task.abort(reason);
    } catch (error) {
      const { clock } = this.runtime;
      clock.schedule(clock.now(), () => {
        throw error;
      });
    }
  }
}

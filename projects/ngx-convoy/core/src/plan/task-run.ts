import type { Cancel } from '../clock';
import type { AbortControllerLike } from '../pipeline/abort-signal';
import type { Placed } from '../queue/indexed-heap';
import type { Settled } from './failure-policy';
import { wordsOf } from './plan-errors';
import type { PlanNode } from './plan-graph';
import type { PlanProgress, TaskProgress, TaskStatus } from './plan-progress';
import type { PlanSignal } from './plan-signal';
import type { PlanTaskContext } from './task';

/** One task in one run: how it stands, and what its function is told. */
export class TaskRun implements PlanTaskContext, Placed {
  /** Its places, kept by {@link ReadySet}. */
  front = -1;
  back = -1;
  status: TaskStatus = 'waiting';
  /** Tasks that have to end before it can begin. */
  outstanding: number;
  /** Why it will be skipped, while its place in a sequence has not come. */
  doom: string | undefined = undefined;
  reason: string | undefined = undefined;
  error: unknown = undefined;
  readyAt: number | undefined = undefined;
  startedAt: number | undefined = undefined;
  endedAt: number | undefined = undefined;
  deadlineAt = Infinity;
  service: string | undefined;
  /** Whether there is something to give to those who need it. */
  hasValue = false;
  value: unknown = undefined;
  isReplaced = false;
  /** Whether the plan that ran in its place came to an end with something missing. */
  isPartial = false;
  cancelTimeout: Cancel | undefined = undefined;
  /** Of the plan that runs in its place. */
  planProgress: (() => PlanProgress) | undefined = undefined;

  /** Calls off what was handed on: a request, or a plan. */
  private cancelWork: ((reason: unknown) => void) | undefined = undefined;
  private controller: AbortControllerLike<PlanSignal> | undefined = undefined;
  private aborted: { readonly reason: unknown } | undefined = undefined;

  constructor(
    readonly node: PlanNode,
    /** Milliseconds from its start to the end of everything that waits for it. */
    readonly rank: number,
    private readonly abortController: () => AbortControllerLike<PlanSignal>,
  ) {
    this.outstanding = node.needs.length + (node.after === undefined ? 0 : 1);
    this.service = node.task.service;
  }

  get name(): string {
    return this.node.name;
  }

  get signal(): PlanSignal {
    if (this.controller === undefined) {
      this.controller = this.abortController();
      // Whoever asks too late is told so at once.
      if (this.aborted !== undefined) this.controller.abort(this.aborted.reason);
    }
    return this.controller.signal;
  }

  /** Calls off whatever is under way for it. */
  abort(reason: unknown): void {
    if (this.aborted !== undefined) return;
    this.aborted = { reason };
    const { cancelWork } = this;
    this.cancelWork = undefined;
    cancelWork?.(reason);
    this.controller?.abort(reason);
  }

  /** Something else works for it now. @param cancel how to call that off */
  hold(cancel: (reason: unknown) => void): void {
    if (this.aborted !== undefined) cancel(this.aborted.reason);
    else if (this.status === 'running') this.cancelWork = cancel;
  }

  /** @param now epoch milliseconds */
  end(status: TaskStatus, now: number, reason?: string): void {
    this.status = status;
    this.reason = reason;
    this.endedAt = now;
    this.cancelTimeout?.();
    this.cancelTimeout = undefined;
  }

  /** It has no result; its policy may have something to give in the place of one. */
  replace(how: Settled<never>): void {
    const { onFailure, task } = this.node;
    if (onFailure === 'settle') this.give(how);
    if (onFailure !== 'value') return;
    this.give(task.value);
    this.isReplaced = true;
  }

  /** @param value what those are given who need it */
  give(value: unknown): void {
    this.hasValue = true;
    this.value = value;
  }

  /** @param all tasks of the run, by their index */
  progress(all: readonly TaskRun[]): TaskProgress {
    const { node, status, error, isReplaced, service, readyAt, startedAt, endedAt } = this;
    return {
      name: node.name,
      status,
      reason: this.explain(all),
      error,
      isReplaced,
      needs: node.needs.map(({ name }) => name),
      service,
      readyAt,
      startedAt,
      endedAt,
      plan: this.planProgress?.(),
    };
  }

  private explain(all: readonly TaskRun[]): string | undefined {
    if (this.status === 'failed') return wordsOf(this.error);
    if (this.status !== 'waiting') return this.reason;
    if (this.readyAt !== undefined) return 'waits for its turn';
    const { needs, after } = this.node;
    const open = needs.filter(({ index }) => all[index]?.endedAt === undefined);
    if (open.length > 0) return `needs ${open.map(({ name }) => name).join(', ')}`;
    return `comes after ${after?.name ?? 'others'}`;
  }
}

import type { RejectionReason } from '../bulkhead/admission';
import { KeyedBulkhead } from '../bulkhead/keyed-bulkhead';
import { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import type { Clock } from '../clock';
import { ConfigurationError } from '../errors';
import { requireName } from '../options';
import type { AbortSignalLike } from '../pipeline/abort-signal';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { Priority } from './priority';
import type { Serving } from './queue-discipline';
import { Task } from './task';
import {
  LIMIT_PER_KEY,
  type LimitPerKey,
  resolveLimitPerKey,
  type TaskQueueOptions,
} from './task-queue-options';
import { TaskWorkers } from './task-workers';

/** What one task asks of its queue. Every field is optional. */
export interface TaskOptions {
  /** Default `normal`. */
  readonly priority?: Priority | undefined;
  /** What it shares `limitPerKey` with: a host, a customer, a file. Default: nothing, and so no such limit. */
  readonly key?: string | undefined;
  /** Epoch milliseconds: it does not begin later than that. Default: none. */
  readonly deadline?: number | undefined;
  /** Milliseconds, >= 0, that it will take: so much before its deadline it becomes urgent. Default 0. */
  readonly estimate?: number | undefined;
  /** Aborting it settles the task at once, with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * Runs so many tasks at the same time, the most urgent first, and never more than allowed for a key.
 *
 * Priority is a head start in time, so nobody starves; and a task whose key is at its limit is in nobody's way. A task
 * that waits and is aborted leaves at once, and nothing of it stays in memory. One that runs and is aborted settles at
 * once too, but keeps its place until its function has really ended: limits are limits.
 *
 * A hundred thousand tasks may wait: joining, being run and leaving cost what they cost with ten.
 *
 * @usageNotes
 * ```ts
 * const queue = new TaskQueue({ limit: 4, limitPerKey: 1 }, clock);
 * const saved = await queue.add(() => save(draft), { priority: 'high', key: draft.id, signal: leaving });
 * await queue.onIdle();
 * ```
 */
export class TaskQueue {
  readonly name: string;
  private readonly places: MeteredBulkhead;
  private readonly workers: TaskWorkers;

  /**
   * @param deadlines ends the waits: the one that everything else uses, if there is one
   * @throws ConfigurationError
   */
  constructor(options: TaskQueueOptions, clock: Clock, deadlines = new DeadlineTimer(clock)) {
    const { name = 'tasks', limitPerKey, queueLimit = false, maxWait = false } = options;
    const settings = { ...options, queueLimit, maxWait };
    this.name = requireName('name', name);
    this.places =
      limitPerKey === undefined
        ? new MeteredBulkhead(settings, clock, deadlines)
        : new KeyedBulkhead(settings, resolveLimitPerKey(limitPerKey), clock, deadlines);
    this.workers = new TaskWorkers(this.places, this.name);
  }

  /** Tasks that wait. */
  get size(): number {
    return this.places.waiting;
  }

  /** Tasks that run. */
  get inFlight(): number {
    return this.places.inFlight;
  }

  /** Tasks that may run at the same time. */
  get limit(): number {
    return this.places.limit;
  }

  /** Whether no task is begun for the time being. */
  get paused(): boolean {
    return this.places.paused;
  }

  /** Which of equally urgent tasks goes first; it changes only with a discipline. */
  get serving(): Serving {
    return this.places.serving;
  }

  /** Tasks refused so far, and why; those that were aborted are not among them. */
  get rejections(): Readonly<Partial<Record<RejectionReason, number>>> {
    return this.places.rejections;
  }

  /** Milliseconds that the task has waited that waits longest; 0 when none does. */
  get oldestWait(): number {
    return this.places.oldestWait;
  }

  /** Tasks with a key that run; 0 without `limitPerKey`. */
  inFlightOf(key: string): number {
    return this.places instanceof KeyedBulkhead ? this.places.inFlightOf(key) : 0;
  }

  /**
   * What `fn` returns, once it was its turn; it is called at once, before `add` returns, when there is a place.
   *
   * Rejects with what `fn` throws or rejects with, with the reason of `signal`, or without having called `fn` with a
   * `BulkheadFullError`, `QueueTimeoutError`, `QueueClearedError`, or `ConfigurationError` for a bad priority.
   */
  add<T>(fn: () => PromiseLike<T> | T, options: TaskOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.workers.begin(new Task(this.workers, fn, resolve, reject), options);
    });
  }

  /** Resolves as soon as nothing runs and nothing waits; at once, if that is so now. */
  onIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.workers.whenIdle(resolve);
    });
  }

  /**
   * Begins no task until `resume`; those that run go on. Tasks may still be added, and the time that a task may wait goes
   * on: the patience of whoever added it does not depend on why it has to wait.
   */
  pause(): void {
    this.places.pause();
  }

  /** Ends a pause. Does nothing without one. */
  resume(): void {
    this.places.resume();
  }

  /** Rejects every task that waits with a `QueueClearedError`; those that run go on. */
  clear(): void {
    this.places.clear();
  }

  /**
   * Changes how many tasks may run at the same time; those that run go on.
   *
   * @throws ConfigurationError
   */
  resize(limit: number): void {
    this.places.resize(limit);
  }

  /**
   * Changes how many tasks with the same key may run at the same time; those that run go on. Only for a queue that was
   * made with `limitPerKey`: another does not count by key.
   *
   * @throws ConfigurationError
   */
  resizePerKey(limit: LimitPerKey): void {
    if (!(this.places instanceof KeyedBulkhead)) {
      throw new ConfigurationError('limitPerKey', undefined, LIMIT_PER_KEY);
    }
    this.places.resizeKeys(resolveLimitPerKey(limit));
  }
}

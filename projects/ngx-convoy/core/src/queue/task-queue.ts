import type { BulkheadRejection, RejectionReason } from '../bulkhead/admission';
import { Bulkhead } from '../bulkhead/bulkhead';
import { BulkheadFullError, QueueTimeoutError } from '../bulkhead/bulkhead-errors';
import type { WaitingCall } from '../bulkhead/waiting-call';
import type { Clock } from '../clock';
import { requireName } from '../options';
import type { AbortSignalLike } from '../pipeline/abort-signal';
import { DeadlineTimer } from '../timeout/deadline-timer';
import { KeyedQueue } from './keyed-queue';
import type { Priority } from './priority';
import { QueueClearedError } from './queue-cleared-error';
import type { Serving } from './queue-discipline';
import { Task, type TaskHost } from './task';
import { type LimitPerKey, resolveLimitPerKey, type TaskQueueOptions } from './task-queue-options';

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
  private readonly line: KeyedQueue<WaitingCall>;
  private readonly host: TaskHost;
  private readonly places: Bulkhead;
  private readonly idle: (() => void)[] = [];

  /**
   * @param deadlines ends the waits: the one that everything else uses, if there is one
   * @throws ConfigurationError
   */
  constructor(options: TaskQueueOptions, clock: Clock, deadlines = new DeadlineTimer(clock)) {
    const { name = 'tasks', limitPerKey, queueLimit = false, maxWait = false } = options;
    this.name = requireName('name', name);
    this.line = new KeyedQueue(resolveLimitPerKey(limitPerKey));
    this.places = new Bulkhead({ ...options, queueLimit, maxWait }, clock, deadlines, this.line);
    this.host = {
      places: this.places,
      errorOf: (rejection) => this.errorOf(rejection),
      left: () => {
        this.left();
      },
    };
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
  get rejections(): Readonly<Record<RejectionReason, number>> {
    return this.places.rejections;
  }

  /** Milliseconds that the task has waited that waits longest; 0 when none does. */
  oldestWait(now?: number): number {
    return this.places.oldestWait(now);
  }

  /** Tasks with a key that run. */
  inFlightOf(key: string): number {
    return this.line.inFlight(key);
  }

  /**
   * What `fn` returns, once it was its turn; it is called at once, before `add` returns, when there is a place.
   *
   * Rejects with what `fn` throws or rejects with, with the reason of `signal`, or without having called `fn` with a
   * `BulkheadFullError`, `QueueTimeoutError`, `QueueClearedError`, or `ConfigurationError` for a bad priority.
   */
  add<T>(fn: () => PromiseLike<T> | T, options: TaskOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      new Task(this.host, fn, resolve, reject).start(options, options.signal);
    });
  }

  /** Resolves as soon as nothing runs and nothing waits; at once, if that is so now. */
  onIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.idle.push(resolve);
      this.left();
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
   * Changes how many tasks with the same key may run at the same time; those that run go on.
   *
   * @param limit `undefined` for no such limit
   * @throws ConfigurationError
   */
  resizePerKey(limit: LimitPerKey | undefined): void {
    this.line.relimit(resolveLimitPerKey(limit));
    this.places.resize(this.places.limit);
  }

  private left(): void {
    if (this.idle.length === 0 || this.inFlight > 0 || this.size > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private errorOf({ reason, waited }: BulkheadRejection): unknown {
    const { name } = this;
    if (reason === 'cleared') return new QueueClearedError(name);
    if (reason === 'timeout' || reason === 'expired') {
      return new QueueTimeoutError({ service: name }, waited);
    }
    return new BulkheadFullError({ service: name }, this.limit, this.size);
  }
}

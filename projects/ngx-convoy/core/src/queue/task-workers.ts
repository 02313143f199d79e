import type { BulkheadPermit, BulkheadRejection } from '../bulkhead/admission';
import type { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import type { Task, TaskHost } from './task';
import type { TaskOptions } from './task-queue';

/**
 * Who runs the tasks of a queue: a worker for each place that is taken, who takes one task after another for as long as
 * there are some. A task so costs one `await` and no callbacks of its own.
 */
export class TaskWorkers implements TaskHost {
  private readonly idle: (() => void)[] = [];
  /** Set while a worker gives its place back, to hear what to do next. */
  private isAsking = false;
  private nextTask: Task | undefined = undefined;
  private nextPlace: BulkheadPermit | undefined = undefined;

  constructor(
    private readonly places: MeteredBulkhead,
    private readonly name: string,
  ) {}

  /** Runs a task, lets it wait, or refuses it. */
  begin(task: Task, options: TaskOptions): void {
    const { signal } = options;
    if (signal?.aborted === true) {
      task.reject(signal.reason);
      return;
    }
    const admission = this.places.admit(options, task);
    if (!admission.permitted && !admission.waiting) {
      this.refuse(task, admission);
      return;
    }
    if (signal !== undefined) task.listen(signal);
    if (admission.permitted) this.run(task, admission);
  }

  run(task: Task, place: BulkheadPermit): void {
    if (this.isAsking) {
      this.isAsking = false;
      this.nextTask = task;
      this.nextPlace = place;
    } else void this.work(task, place);
  }

  refuse(task: Task, rejection: BulkheadRejection): void {
    task.unlisten();
    task.reject(this.places.errorOf(rejection, { service: this.name }));
    this.left();
  }

  left(): void {
    if (this.idle.length === 0 || this.places.inFlight > 0 || this.places.waiting > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  whenIdle(then: () => void): void {
    this.idle.push(then);
    this.left();
  }

  private async work(first: Task, place: BulkheadPermit): Promise<void> {
    let task: Task | undefined = first;
    let held: BulkheadPermit | undefined = place;
    while (task !== undefined) {
      try {
        task.resolve(await task.fn());
      } catch (error) {
        task.reject(error);
      }
      task.unlisten();
      this.isAsking = true;
      held?.release();
      this.isAsking = false;
      task = this.nextTask;
      held = this.nextPlace;
      this.nextTask = this.nextPlace = undefined;
    }
    this.left();
  }
}

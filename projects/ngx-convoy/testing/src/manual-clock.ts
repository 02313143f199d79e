import type { Cancel, Clock } from 'ngx-convoy/core';

/**
 * A clock that stands still until a test moves it.
 *
 * Like a browser it has a time of day, which may be corrected, and timers, which do not notice: `advance` moves both,
 * `set` moves the time of day only.
 *
 * @usageNotes
 * ```ts
 * const clock = new ManualClock();
 * clock.schedule(clock.now() + 1_000, () => console.log('a second later'));
 * clock.advance(1_000);
 * ```
 */
export class ManualClock implements Clock {
  private timeOfDay: number;
  private elapsed = 0;
  private tasks: { readonly due: number; readonly run: () => void }[] = [];

  /** @param start epoch milliseconds. Default: 2026-01-01T00:00:00Z */
  constructor(start = 1_767_225_600_000) {
    this.timeOfDay = start;
  }

  /** Tasks that are scheduled and have neither run nor been cancelled. */
  get pending(): number {
    return this.tasks.length;
  }

  now(): number {
    return this.timeOfDay;
  }

  schedule(at: number, run: () => void): Cancel {
    const task = { due: this.elapsed + Math.max(0, at - this.timeOfDay), run };
    const later = this.tasks.findIndex(({ due }) => due > task.due);
    this.tasks.splice(later < 0 ? this.tasks.length : later, 0, task);
    return () => {
      this.tasks = this.tasks.filter((other) => other !== task);
    };
  }

  /**
   * Lets time pass. Tasks that become due run in the order of their times, each at its own time, and those that they
   * schedule run too when they fall due. `advance(0)` runs what is due now.
   *
   * @param ms milliseconds, >= 0
   */
  advance(ms: number): void {
    const end = this.elapsed + ms;
    for (let task = this.tasks[0]; task !== undefined && task.due <= end; task = this.tasks[0]) {
      this.tasks.shift();
      this.pass(task.due - this.elapsed);
      task.run();
    }
    this.pass(end - this.elapsed);
  }

  /** Corrects the time of day, forwards or backwards; timers keep what is left of them, and nothing runs. */
  set(at: number): void {
    this.timeOfDay = at;
  }

  private pass(ms: number): void {
    this.elapsed += ms;
    this.timeOfDay += ms;
  }
}

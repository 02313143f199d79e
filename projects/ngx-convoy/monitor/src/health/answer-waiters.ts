import type { Clock } from 'ngx-convoy/core';
import type { CheckTarget } from './check-target';

/** People who want to know what another tab is about to find out. */
export class AnswerWaiters {
  private readonly waiting = new Map<() => void, () => boolean>();

  constructor(private readonly clock: Clock) {}

  /**
   * Waits until all have been heard of, but only for so long.
   *
   * @param patience milliseconds
   * @returns those that have not been heard of since
   */
  async wait(targets: readonly CheckTarget[], patience: number): Promise<readonly CheckTarget[]> {
    const since = this.clock.now();
    const late = (): readonly CheckTarget[] => targets.filter(({ toldAt }) => toldAt < since);
    if (late().length === 0) return [];
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        this.waiting.delete(stop);
        cancel();
        resolve();
      };
      const cancel = this.clock.schedule(since + patience, stop);
      this.waiting.set(stop, () => late().length === 0);
    });
    return late();
  }

  /** Something was found out. */
  look(): void {
    for (const [stop, isOver] of this.waiting) if (isOver()) stop();
  }

  /** Nobody else is to be waited for any more. */
  stop(): void {
    for (const stop of this.waiting.keys()) stop();
  }
}

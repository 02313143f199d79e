import type { CheckTarget } from './check-target';

/** People who want to know what another tab is about to find out. */
export class AnswerWaiters {
  private readonly waiting = new Map<() => void, () => boolean>();

  /**
   * @param since epoch milliseconds: what is older does not count
   * @returns when all of them have said something since, and how to stop waiting
   */
  wait(
    targets: readonly CheckTarget[],
    since: number,
  ): { readonly answered: Promise<void>; readonly stop: () => void } {
    let end = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      end = resolve;
    });
    const stop = (): void => {
      this.waiting.delete(stop);
      end();
    };
    this.waiting.set(stop, () => targets.every(({ toldAt }) => toldAt >= since));
    return { answered, stop };
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

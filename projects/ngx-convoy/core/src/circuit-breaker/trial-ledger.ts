import type { BreakerSettings, BreakerThresholds } from './breaker-settings';
import { type CallPermit, SPENT } from './permit';

/** What the trials of one half-open period have said so far. */
export interface TrialResults {
  readonly succeeded: number;
  /** Those of them that took too long. */
  readonly slowSuccesses: number;
  readonly failed: number;
  /** Trials that took too long, whatever their outcome. */
  readonly slow: number;
}

/** What follows from the trials so far; `undefined` while they have not decided. */
export type TrialVerdict = (
  results: TrialResults,
  thresholds: BreakerThresholds,
) => 'recovered' | 'still-failing' | undefined;

/**
 * Book of one half-open period: who is trying, and how it went. In flight plus done never exceeds `permitted`.
 */
export class TrialLedger implements TrialResults {
  succeeded = 0;
  slowSuccesses = 0;
  failed = 0;
  slow = 0;

  /** Epoch milliseconds at which each trial under way has started. */
  readonly running = new Map<CallPermit, number>();

  /** Whether there is a permit left, or one that a hung trial would lose. */
  admits({ permitted, reclaimAfter }: BreakerSettings, now: number): boolean {
    return (
      this.running.size + this.succeeded + this.failed < permitted ||
      [...this.running.values()].some((startedAt) => now - startedAt >= reclaimAfter)
    );
  }

  settle(permit: CallPermit, isFailure: boolean, isSlow: boolean): void {
    this.running.delete(permit);
    if (isSlow) this.slow++;
    if (isFailure) this.failed++;
    else {
      this.succeeded++;
      if (isSlow) this.slowSuccesses++;
    }
  }

  /** Takes the permits of trials that have run for too long. @returns them */
  takeHung({ reclaimAfter }: BreakerSettings, now: number): readonly CallPermit[] {
    const hung: CallPermit[] = [];
    for (const [permit, startedAt] of this.running) {
      // A clock that was set back must not let a trial hang for longer.
      const start = Math.min(startedAt, now);
      this.running.set(permit, start);
      if (now - start < reclaimAfter) continue;
      this.running.delete(permit);
      permit.generation = SPENT;
      hung.push(permit);
    }
    return hung;
  }
}

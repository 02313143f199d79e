import type { BreakerSettings, BreakerThresholds } from './breaker-settings';
import { type CallPermit, SPENT, type TrialPermit } from './permit';

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
 * Book of one half-open period: who is trying, and how it went.
 *
 * In flight plus done never exceeds `permitted`. The list is as long as the permits, which are few.
 */
export class TrialLedger implements TrialResults {
  succeeded = 0;
  slowSuccesses = 0;
  failed = 0;
  slow = 0;

  readonly running: TrialPermit[] = [];

  /** Whether there is a permit left, or one that a hung trial would lose. */
  admits({ permitted, reclaimAfter }: BreakerSettings, now: number): boolean {
    return (
      this.running.length + this.succeeded + this.failed < permitted ||
      this.running.some(({ startedAt }) => now - startedAt >= reclaimAfter)
    );
  }

  /** Ends a trial without a result. */
  giveBack(permit: CallPermit): void {
    const index = this.running.findIndex((trial) => trial === permit);
    if (index >= 0) this.running.splice(index, 1);
  }

  settle(permit: CallPermit, isFailure: boolean, isSlow: boolean): void {
    this.giveBack(permit);
    if (isSlow) this.slow++;
    if (isFailure) this.failed++;
    else {
      this.succeeded++;
      if (isSlow) this.slowSuccesses++;
    }
  }

  /** Takes the permits of trials that have run for too long. @returns them */
  takeHung({ reclaimAfter }: BreakerSettings, now: number): readonly TrialPermit[] {
    const hung = this.running.filter((trial) => {
      // A clock that was set back must not let a trial hang for longer.
      trial.startedAt = Math.min(trial.startedAt, now);
      return now - trial.startedAt >= reclaimAfter;
    });
    for (const trial of hung) {
      trial.generation = SPENT;
      this.giveBack(trial);
    }
    return hung;
  }
}

import type { TrialSettings } from './breaker-settings';
import type { CallPermit } from './permit';

/** What the trials so far say. */
export type Verdict = 'undecided' | 'recovered' | 'failing';

/**
 * Book of one half-open period: who is trying, and how it went.
 *
 * In flight plus done never exceeds `permitted`. Lists are as long as the permits, which are few.
 */
export class TrialLedger {
  succeeded = 0;
  failed = 0;
  slow = 0;

  private readonly running: { readonly permit: CallPermit; startedAt: number }[] = [];

  get inFlight(): number {
    return this.running.length;
  }

  get done(): number {
    return this.succeeded + this.failed;
  }

  /** Whether there is a permit left, or one that a hung trial would lose. */
  admits({ permitted, reclaimAfter }: TrialSettings, now: number): boolean {
    if (this.running.length + this.done < permitted) return true;
    return this.running.some((trial) => now - trial.startedAt >= reclaimAfter);
  }

  start(permit: CallPermit, now: number): void {
    this.running.push({ permit, startedAt: now });
  }

  /** Ends a trial without a verdict. */
  giveBack(permit: CallPermit): void {
    const index = this.running.findIndex((trial) => trial.permit === permit);
    if (index >= 0) this.running.splice(index, 1);
  }

  settle(permit: CallPermit, failed: boolean, slow: boolean): void {
    this.giveBack(permit);
    if (failed) this.failed++;
    else this.succeeded++;
    if (slow) this.slow++;
  }

  /** Takes the permits of trials that have run for too long. Their callers are told after the book is right. */
  reclaim(now: number, reclaimAfter: number): void {
    let hung: CallPermit[] | undefined;
    for (let i = this.running.length - 1; i >= 0; i--) {
      const trial = this.running[i];
      if (trial === undefined) continue;
      // A clock that was set back must not let a trial hang for longer.
      if (trial.startedAt > now) trial.startedAt = now;
      if (now - trial.startedAt < reclaimAfter) continue;
      this.running.splice(i, 1);
      (hung ??= []).push(trial.permit);
    }
    hung?.forEach((permit) => permit.reclaim());
  }

  /** Starts a new period. Trials of the old one find themselves in an older generation. */
  clear(): void {
    this.running.length = 0;
    this.succeeded = 0;
    this.failed = 0;
    this.slow = 0;
  }
}

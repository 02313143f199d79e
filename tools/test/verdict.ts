import type { Outcome } from '../process.ts';
import type { Counts } from './counts.ts';
import type { Stage } from './stages.ts';

/** What a stage adds to the total, and why it failed when its runner does not say so itself. */
export interface Verdict {
  readonly counts: Counts;
  readonly complaint?: string;
}

/** A stage that ended badly counts at least one failure, and a stage of tests that ran none has failed. */
export function verdict(stage: Stage, outcome: Outcome): Verdict {
  const wentWell = outcome.code === 0;
  if (stage.counts === undefined) {
    return { counts: { passed: wentWell ? 1 : 0, failed: wentWell ? 0 : 1, skipped: 0 } };
  }
  const counts = stage.counts(outcome.output) ?? { passed: 0, failed: 0, skipped: 0 };
  if (counts.failed > 0) return { counts };
  const oneFailure = { ...counts, failed: 1 };
  if (!wentWell) {
    return {
      counts: oneFailure,
      complaint: `no test failed, but the exit code is ${outcome.code}`,
    };
  }
  return counts.passed === 0 ? { counts: oneFailure, complaint: 'no test ran' } : { counts };
}

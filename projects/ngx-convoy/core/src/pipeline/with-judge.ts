import { JUDGE } from './place';
import type { Policy } from './policy';
import type { Verdict } from './transport';

/** What errors and results mean to the policies of a pipeline. */
export interface Judge {
  /** What an error says. Default: a failure that may be repeated; an `AbortError` is nobody's fault. */
  readonly error?: ((error: unknown) => Verdict) | undefined;
  /**
   * Whether a result is as bad as an error: `undefined` for a good one. A bad one may be repeated, and is given when all
   * attempts are used up and no fallback answers.
   */
  readonly result?: ((result: unknown) => Verdict | undefined) | undefined;
}

/**
 * Says which errors and results count, for whom, and which of them are worth repeating.
 *
 * A judge that throws decides nothing: the call ends with the error that there was, as a failure.
 */
export function withJudge({ error: judgeError, result: judgeResult }: Judge): Policy<'judge'> {
  return {
    kind: 'judge',
    place: JUDGE,
    install: (guards) => {
      if (judgeError !== undefined) {
        guards.judge = (error) => {
          try {
            return judgeError(error);
          } catch {
            return HOPELESS;
          }
        };
      }
      if (judgeResult === undefined) return;
      guards.examine = (call, attempt, result) => {
        try {
          const verdict = judgeResult(result);
          if (verdict === undefined || verdict.outcome === 'success') return true;
          call.failAttempt(attempt, new BadResult(result), verdict);
        } catch (error) {
          call.failAttempt(attempt, error, HOPELESS);
        }
        return false;
      };
      const { fallback } = guards;
      guards.fallback = (failure) => {
        if (fallback !== undefined) {
          return fallback(failure instanceof BadResult ? failure.result : failure);
        }
        // A bad result is still a result; it is given when nothing better came.
        if (failure instanceof BadResult) return failure.result;
        throw failure;
      };
    },
    describe: () => '',
  };
}

/** Carries a result that counts as a failure through the policies. */
class BadResult {
  constructor(readonly result: unknown) {}
}

const HOPELESS: Verdict = { outcome: 'failure', retryable: false };

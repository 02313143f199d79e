import { NOWHERE } from './place';
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
export function withJudge({ error: judge, result }: Judge): Policy<'judge', undefined> {
  return {
    kind: 'judge',
    place: NOWHERE,
    install: (guards) => {
      guards.examine = result;
      if (judge !== undefined) {
        guards.judge = (error) => {
          try {
            return judge(error);
          } catch {
            return HOPELESS;
          }
        };
      }
      return { handle: undefined, describe: () => '' };
    },
  };
}

const HOPELESS: Verdict = { outcome: 'failure', retryable: false };

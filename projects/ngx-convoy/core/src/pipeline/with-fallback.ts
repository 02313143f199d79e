import { FALLBACK } from './place';
import type { Policy } from './policy';

/**
 * Answers in the place of a call that failed for good or was refused; a caller who aborts gets no answer at all.
 *
 * @param answer makes the answer, or a promise of one, from the error, or from the bad result that `withJudge` refused.
 *   What it throws is what the call fails with
 */
export function withFallback(answer: (failure: unknown) => unknown): Policy<'fallback'> {
  return {
    kind: 'fallback',
    place: FALLBACK,
    install: (guards) => (guards.fallback = answer),
    describe: () => 'fallback',
  };
}

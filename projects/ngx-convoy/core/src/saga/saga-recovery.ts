import type { Random } from '../random';
import { fullJitter } from '../retry/full-jitter';
import type { SagaDefinition, SagaStep } from './saga-definition';
import type { SagaFact } from './saga-event';
import type { SagaFailure } from './saga-failure';
import { pivotOf } from './saga-plan';
import type { SagaRetryPolicy } from './saga-retry';
import type { SagaState } from './saga-state';
import type { SagaTries } from './saga-step-state';

/** How an attempt failed, and under which circumstances. */
export interface FailedAttempt {
  readonly failure: SagaFailure;
  /** Milliseconds. */
  readonly spent: number;
  /** It was online before and after: the attempt counts. */
  readonly counted: boolean;
  readonly now: number;
  readonly random: Random;
}

/**
 * What follows from a step that failed: another attempt, the way back, or an operator.
 *
 * Before and at the pivot the saga turns back; after it there is only forward. A pivot that may have happened and cannot be undone
 * leads neither way by itself.
 */
export function afterFailedStep(
  definition: SagaDefinition,
  state: SagaState,
  step: SagaStep,
  failed: FailedAttempt,
): readonly SagaFact[] {
  const { failure } = failed;
  const { path } = step;
  if (failure.kind !== 'business') {
    const delay = nextDelay(state.step(path).forward, step.retry, failed);
    if (delay !== undefined) {
      const { attempts: attempt } = state.step(path).forward;
      return [{ type: 'attempt-failed', step: path, attempt, ...pick(failed, delay) }];
    }
  }
  return [{ type: 'failed', step: path, failure }, turnOrStop(definition, state, step, failure)];
}

/** What follows from something that is no step and cannot go on: a signal that did not come, a function that threw. */
export function afterFailedNode(
  definition: SagaDefinition,
  state: SagaState,
  path: string,
  failure: SagaFailure,
): readonly SagaFact[] {
  const fact = isPastPivot(definition, state)
    ? ({ type: 'stuck', cause: { kind: 'failed', step: path, failure } } as const)
    : ({ type: 'compensating', cause: { kind: 'failed', step: path, failure } } as const);
  return [{ type: 'failed', step: path, failure }, fact];
}

/** What follows from an undoing that failed: another attempt, or an operator. Nothing that comes before it is undone meanwhile. */
export function afterFailedUndo(
  state: SagaState,
  step: SagaStep,
  failed: FailedAttempt,
): readonly SagaFact[] {
  const { failure } = failed;
  const { undo } = state.step(step.path);
  const delay = failure.kind === 'business' ? undefined : nextDelay(undo, step.undoRetry, failed);
  if (delay === undefined) {
    return [{ type: 'stuck', cause: { kind: 'undo-failed', step: step.path, failure } }];
  }
  const { attempts: attempt } = undo;
  return [{ type: 'undo-attempt-failed', step: step.path, attempt, ...pick(failed, delay) }];
}

/** Whether the pivot is through. */
export function isPastPivot(definition: SagaDefinition, state: SagaState): boolean {
  const pivot = pivotOf(definition);
  return pivot !== undefined && state.isSettled(pivot.path);
}

/** Whether the pivot was begun, and nobody can tell any more that it will not happen. */
export function isAtPivot(definition: SagaDefinition, state: SagaState): boolean {
  const pivot = pivotOf(definition);
  const step = pivot && state.steps.get(pivot.path);
  return step !== undefined && (step.mayHaveHappened || step.forward.isOpen);
}

function turnOrStop(
  definition: SagaDefinition,
  state: SagaState,
  step: SagaStep,
  failure: SagaFailure,
): SagaFact {
  const mayHaveHappened = failure.kind === 'unknown' || state.step(step.path).mayHaveHappened;
  // A refusal with the same key is the participant's word that the earlier attempts came to nothing either.
  const isOpenPivot =
    step.isPivot && step.compensate === undefined && mayHaveHappened && failure.kind !== 'business';
  const cause = { kind: 'failed', step: step.path, failure } as const;
  return isOpenPivot || isPastPivot(definition, state)
    ? { type: 'stuck', cause }
    : { type: 'compensating', cause };
}

/** @returns milliseconds until the next attempt; `undefined` when it is to be given up */
function nextDelay(
  tries: SagaTries,
  { attempts, base, max, within }: SagaRetryPolicy,
  { failure, spent, counted, now, random }: FailedAttempt,
): number | undefined {
  const used = tries.counted + (counted ? 1 : 0);
  if (used >= attempts) return undefined;
  const asked = failure.retryAt === undefined ? 0 : failure.retryAt - now;
  const delay = Math.max(asked, fullJitter(Math.max(1, used), { base, max }, random));
  return tries.spent + spent + delay > within && counted ? undefined : delay;
}

function pick(
  { failure, spent, counted }: FailedAttempt,
  delay: number,
): {
  readonly failure: SagaFailure;
  readonly counted: boolean;
  readonly spent: number;
  readonly delay: number;
} {
  return { failure, counted, spent: counted ? spent + delay : 0, delay };
}

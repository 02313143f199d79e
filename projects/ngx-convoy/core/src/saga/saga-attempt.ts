import type { Cancel } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from '../pipeline/abort-signal';
import type { SagaContext, SagaStep } from './saga-definition';
import { classifySagaError, describeError, type SagaFailure } from './saga-failure';
import { scopeOf } from './saga-nodes';
import type { SagaRuntime } from './saga-runtime';
import type { SagaState } from './saga-state';

/** How an attempt ended. */
export type AttemptResult =
  | { readonly kind: 'succeeded'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly failure: SagaFailure; readonly spent: number };

/** One attempt at a step or at undoing it: bounded in time, and given up at any moment. */
export class SagaAttempt {
  private readonly controller: AbortControllerLike<AbortSignalLike>;
  private readonly startedAt: number;
  private cancelTimer: Cancel | undefined;
  private isOver = false;

  constructor(
    readonly step: SagaStep,
    readonly direction: 'forward' | 'undo',
    private readonly run: string,
    private readonly state: SagaState,
    private readonly runtime: SagaRuntime,
    private readonly settled: (attempt: SagaAttempt, result: AttemptResult) => void,
  ) {
    this.controller = runtime.abortController();
    this.startedAt = runtime.clock.now();
  }

  start(): void {
    const { clock } = this.runtime;
    const { timeout } = this.step;
    this.cancelTimer = clock.schedule(this.startedAt + timeout, () => {
      const message = `${this.step.path} did not answer within ${timeout} ms.`;
      this.fail({ kind: 'unknown', name: 'SagaStepTimeout', message });
      this.controller.abort();
    });
    this.perform().then(
      (output) => this.end({ kind: 'succeeded', output }),
      (error: unknown) => this.fail(this.classify(error)),
    );
  }

  /** Nobody waits for its end any more; what was sent may have its effect all the same. */
  giveUp(): void {
    this.isOver = true;
    this.cancelTimer?.();
    this.controller.abort();
  }

  private async perform(): Promise<unknown> {
    const { run, compensate, query } = this.step;
    const state = this.state.step(this.step.path);
    // The types of context and output were checked where the step was defined, and are not known here.
    if (this.direction === 'undo') {
      return compensate?.(this.context(state.undo.attempts) as never, state.output as never);
    }
    if (query !== undefined && state.mayHaveHappened) {
      try {
        return await query(this.context(state.forward.attempts) as never);
      } catch (error) {
        const failure = this.classify(error);
        // The participant knows nothing of it: then it is sent, with the same key.
        if (failure.kind !== 'business') throw new StillUnknown(failure);
      }
    }
    return await run(this.context(state.forward.attempts) as never);
  }

  private context(attempt: number): SagaContext<unknown, unknown> {
    const { runtime, run, state } = this;
    const { path } = this.step;
    const { signal } = this.controller;
    const stepKey = `${run}:${path}`;
    const key = this.direction === 'undo' ? `${stepKey}:undo` : stepKey;
    return {
      ...sagaScope(state, scopeOf(path)),
      run,
      key,
      stepKey,
      attempt,
      since: state.step(path).since ?? this.startedAt,
      signal,
      http: runtime.http({ run, step: path, key, signal }),
    };
  }

  private classify(error: unknown): SagaFailure {
    if (error instanceof StillUnknown) return error.failure;
    try {
      return this.step.classify?.(error) ?? this.runtime.classify(error);
    } catch (broken) {
      return { ...classifySagaError(error), ...describeError(broken) };
    }
  }

  private fail(failure: SagaFailure): void {
    // A clock that was changed meanwhile must neither use the whole budget up nor fill it.
    const spent = Math.min(
      Math.max(this.runtime.clock.now() - this.startedAt, 0),
      this.step.timeout,
    );
    this.end({ kind: 'failed', failure, spent });
  }

  private end(result: AttemptResult): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancelTimer?.();
    this.settled(this, result);
  }
}

/** What functions of a saga see at their place: the input and the outputs of the scope with that prefix. */
export function sagaScope(
  state: SagaState,
  prefix: string,
): { readonly input: unknown; readonly outputs: Readonly<Record<string, unknown>> } {
  const outputs: Record<string, unknown> = {};
  for (const { path, output } of state.steps.values()) {
    if (output !== undefined && scopeOf(path) === prefix)
      outputs[path.slice(prefix.length)] = output;
  }
  return { input: prefix === '' ? state.input : state.inputs.get(prefix.slice(0, -1)), outputs };
}

/** Asking what became of a call has failed too. */
class StillUnknown extends Error {
  constructor(readonly failure: SagaFailure) {
    super(failure.message);
  }
}

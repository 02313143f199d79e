import { SagaAttempt, sagaScope, type AttemptResult } from './saga-attempt';
import { factsOfCommand } from './saga-commands';
import type { SagaDefinition, SagaLeaf, SagaSignalWait, SagaStep } from './saga-definition';
import { SagaFencedError } from './saga-errors';
import type { SagaFact } from './saga-event';
import { describeError, type SagaFailure } from './saga-failure';
import type { ClaimedSaga, PostedSagaCommand } from './saga-journal';
import { SagaLedger } from './saga-ledger';
import { scopeOf } from './saga-nodes';
import { nextMoves, type SagaMove } from './saga-plan';
import {
  afterFailedNode,
  afterFailedStep,
  afterFailedUndo,
  isAtPivot,
  isPastPivot,
} from './saga-recovery';
import type { SagaObserver, SagaRuntime } from './saga-runtime';
import type { SagaState } from './saga-state';
import { SagaWaits } from './saga-waits';
import { reasonToSuspend } from './reason-to-suspend';

/** So many interruptions without getting on, and it is no longer taken up by itself. */
const MOST_INTERRUPTIONS = 5;

/** Why an execution came to its end. */
export type SagaStop =
  | { readonly kind: 'ended' | 'fenced' | 'stopped' }
  | { readonly kind: 'journal-failed'; readonly error: unknown };

/**
 * Carries out one run, from wherever its journal says it stands, to its end.
 *
 * What is intended is written before it is done, and what came of it is written before anything builds on it. Whoever takes the
 * run over after a crash therefore knows what is done and what may have happened: the latter is asked about, or sent again with
 * the key that it had before.
 *
 * One loop, one writer: what happens meanwhile (answers, commands, timers, the network) wakes it and is looked at in turn.
 */
export class SagaExecution {
  private readonly ledger: SagaLedger;
  private readonly attempts = new Map<string, SagaAttempt>();
  private launches: SagaAttempt[] = [];
  private readonly results: (readonly [SagaAttempt, AttemptResult])[] = [];
  private readonly waits: SagaWaits;
  private commands: readonly PostedSagaCommand[];
  private hasNews = false;
  private isStopped = false;

  /**
   * @param definition of the version that the run is pinned to; without one it is suspended
   * @param claimed the run, taken over from the journal
   */
  constructor(
    private readonly definition: SagaDefinition | undefined,
    claimed: ClaimedSaga,
    private readonly runtime: SagaRuntime,
    observer: SagaObserver,
  ) {
    this.commands = claimed.commands;
    this.ledger = new SagaLedger(claimed, runtime, observer);
    this.waits = new SagaWaits(runtime);
  }

  /** Runs until it ends, is stopped, or finds that somebody else executes it. Never rejects. */
  async run(): Promise<SagaStop> {
    try {
      const canGoOn = await this.resume();
      while (this.state.end === undefined && !this.isStopped) await this.turn(canGoOn);
      return { kind: this.state.end === undefined ? 'stopped' : 'ended' };
    } catch (error) {
      if (this.isStopped) return { kind: 'stopped' };
      return error instanceof SagaFencedError
        ? { kind: 'fenced' }
        : { kind: 'journal-failed', error };
    } finally {
      this.ledger.close();
      this.giveUpAttempts();
    }
  }

  /** Something has changed outside: a command was posted, the page woke up. */
  poke(): void {
    this.hasNews = true;
    this.waits.wake();
  }

  /** Lets go of the run at once: nothing more is written, and what is under way is aborted. */
  stop(): void {
    this.isStopped = true;
    this.ledger.close();
    this.giveUpAttempts();
    this.waits.wake();
  }

  private get state(): SagaState {
    return this.ledger.state;
  }

  /** @returns whether its definition is there */
  private async resume(): Promise<boolean> {
    const { ledger, state, definition } = this;
    if (state.end !== undefined) return true;
    const why = reasonToSuspend(definition, ledger.record, state);
    if (why !== ledger.record.suspended) await ledger.suspend(why);
    if (why !== undefined) return false;
    if (state.steps.size > 0) {
      const { epoch } = ledger.record;
      ledger.note({ type: 'resumed', epoch, interrupted: state.hasOpenAttempt });
    }
    const interruptions = state.interruptions.length;
    if (interruptions > MOST_INTERRUPTIONS && state.stuck === undefined) {
      ledger.note({ type: 'stuck', cause: { kind: 'poison', interruptions } });
    }
    return true;
  }

  private async turn(canGoOn: boolean): Promise<void> {
    const { ledger, definition } = this;
    if (this.hasNews) {
      this.hasNews = false;
      this.commands = await this.runtime.journal.commands(ledger.record.id);
    }
    for (const posted of this.commands) this.obey(posted, canGoOn);
    this.commands = [];
    for (const [attempt, result] of this.results.splice(0)) this.take(attempt, result);

    this.waits.begin();
    let goesOn = true;
    while (goesOn && canGoOn && definition !== undefined) {
      goesOn = false;
      for (const move of nextMoves(definition, this.state)) {
        if (this.make(move, definition)) goesOn = true;
      }
    }
    await this.write();
    if (this.state.end !== undefined || this.isStopped) return;
    for (const attempt of this.launches.splice(0)) {
      this.attempts.set(attempt.step.path, attempt);
      attempt.start();
    }
    await this.waits.rest();
  }

  private obey({ id, command }: PostedSagaCommand, canGoOn: boolean): void {
    const { ledger } = this;
    const fact = factsOfCommand(canGoOn ? this.definition : undefined, this.state, command);
    if (fact.type === 'compensating' || fact.type === 'completed') this.giveUpAttempts();
    if (fact.type === 'skipped') this.giveUpAttempt(fact.step);
    ledger.handle(id);
    ledger.note(fact);
  }

  /** Looks at how an attempt ended. */
  private take(attempt: SagaAttempt, result: AttemptResult): void {
    const { definition, ledger, runtime } = this;
    const { step, direction } = attempt;
    // It was given up in the meantime.
    if (definition === undefined || this.attempts.get(step.path) !== attempt) return;
    this.attempts.delete(step.path);
    if (result.kind === 'succeeded') {
      const { output } = result;
      ledger.note(
        direction === 'undo'
          ? { type: 'undone', step: step.path }
          : { type: 'done', step: step.path, output },
      );
      return;
    }
    const failed = {
      ...result,
      counted: runtime.network.isOnline(),
      now: runtime.clock.now(),
      random: runtime.random,
    };
    this.noteAll(
      direction === 'undo'
        ? afterFailedUndo(this.state, step, failed)
        : afterFailedStep(definition, this.state, step, failed),
    );
  }

  /** @returns whether something has changed, so that there may be more to do at once */
  private make(move: SagaMove, definition: SagaDefinition): boolean {
    const { ledger, state } = this;
    switch (move.kind) {
      case 'leaf':
        return this.makeLeaf(move.leaf, definition);
      case 'undo':
        this.attemptWhenDue(move.step, 'undo');
        return false;
      case 'enter': {
        const { path, input } = move.child;
        return this.guarded(path, definition, () => {
          ledger.note({ type: 'entered', step: path, input: input(this.scopeAt(path)) });
        });
      }
      case 'leave': {
        const { path, result } = move.child;
        return this.guarded(path, definition, () => {
          const output = result(sagaScope(state, `${path}/`) as never);
          ledger.note({ type: 'done', step: path, output });
        });
      }
      case 'finish':
        if (state.direction === 'backward') {
          ledger.note({ type: 'compensated' });
          return false;
        }
        return this.guarded(definition.name, definition, () => {
          const output = definition.result(sagaScope(state, '') as never);
          ledger.note({ type: 'completed', output });
        });
    }
  }

  private makeLeaf(leaf: SagaLeaf, definition: SagaDefinition): boolean {
    const { ledger, state } = this;
    const { path } = leaf;
    switch (leaf.kind) {
      case 'step':
        this.attemptWhenDue(leaf, 'forward');
        return false;
      case 'signal':
        return this.makeSignal(leaf, definition);
      case 'sleep': {
        const { wait } = state.step(path).forward;
        if (wait === undefined) {
          return this.guarded(path, definition, () => {
            this.setTimer(path, leaf.duration(this.scopeAt(path)));
          });
        }
        if (!this.waits.isDue(wait)) return false;
        ledger.note({ type: 'done', step: path, output: undefined });
        return true;
      }
    }
  }

  private makeSignal({ path, timeout }: SagaSignalWait, definition: SagaDefinition): boolean {
    const { ledger, state } = this;
    if (state.signals.has(path)) {
      ledger.note({ type: 'done', step: path, output: state.signals.get(path) });
      return true;
    }
    const { status, forward } = state.step(path);
    if (status !== 'waiting') {
      if (timeout === Infinity) ledger.note({ type: 'awaiting', step: path });
      else this.setTimer(path, timeout);
      return true;
    }
    if (forward.wait === undefined || !this.waits.isDue(forward.wait)) return false;
    const message = `${path} did not come within ${timeout} ms.`;
    const failure = { kind: 'business', name: 'SagaSignalTimeout', message } as const;
    this.noteAll(afterFailedNode(definition, state, path, failure));
    return true;
  }

  private setTimer(path: string, duration: number): void {
    const length = Number.isFinite(duration) ? Math.max(0, duration) : 0;
    const wakeAt = this.runtime.clock.now() + length;
    this.ledger.note({ type: 'timer-set', step: path, wakeAt, duration: length });
  }

  private attemptWhenDue(step: SagaStep, direction: 'forward' | 'undo'): void {
    const { path } = step;
    const { ledger, state } = this;
    if (this.attempts.has(path) || this.launches.some((each) => each.step.path === path)) return;
    const tries = direction === 'undo' ? state.step(path).undo : state.step(path).forward;
    if (tries.wait !== undefined && !this.waits.isDue(tries.wait)) return;
    if (!this.waits.isOnline()) return;
    const attempt = tries.attempts + 1;
    const type = direction === 'undo' ? 'undo-intent' : 'intent';
    ledger.note({ type, step: path, attempt });
    this.launches.push(
      new SagaAttempt(step, direction, ledger.record.id, state, this.runtime, (one, result) => {
        this.results.push([one, result]);
        this.waits.wake();
      }),
    );
  }

  /** Runs a function of the saga's author; one that throws is a refusal by its step. */
  private guarded(path: string, definition: SagaDefinition, task: () => void): boolean {
    try {
      task();
    } catch (error) {
      const failure: SagaFailure = { ...describeError(error), kind: 'business' };
      this.noteAll(afterFailedNode(definition, this.state, path, failure));
    }
    return true;
  }

  private noteAll(facts: readonly SagaFact[]): void {
    for (const fact of facts) {
      if (fact.type === 'compensating') this.giveUpAttempts();
      this.ledger.note(fact);
    }
  }

  /** Makes everything that was noted durable; when that cannot be, draws the consequence. */
  private async write(): Promise<void> {
    const { definition, ledger } = this;
    const result = await ledger.flush();
    if (result.kind === 'written' || definition === undefined) return;
    this.launches = [];
    this.hasNews = true;
    if (result.kind === 'lost') {
      // Nobody else will ever know of this run: it must not end half done because this tab does.
      const canTurn = !isPastPivot(definition, this.state) && !isAtPivot(definition, this.state);
      if (canTurn && this.state.direction === 'forward' && this.state.end === undefined) {
        this.noteAll([{ type: 'compensating', cause: { kind: 'journal-lost' } }]);
      }
    } else {
      this.failUnstorable(result.facts, definition);
    }
    this.waits.wake();
    await this.write();
  }

  private failUnstorable(facts: readonly SagaFact[], definition: SagaDefinition): void {
    const message = 'Its output cannot be written to the journal: it is more than data.';
    const failure: SagaFailure = { kind: 'unknown', name: 'SagaUnstorableError', message };
    for (const fact of facts) {
      if (fact.type === 'done' || fact.type === 'entered') {
        this.noteAll(afterFailedNode(definition, this.state, fact.step, failure));
      } else if (fact.type === 'completed') {
        this.noteAll([
          { type: 'stuck', cause: { kind: 'failed', step: definition.name, failure } },
        ]);
      }
    }
  }

  private scopeAt(path: string): never {
    // The types of the scope were checked where the saga was defined, and are not known here.
    return sagaScope(this.state, scopeOf(path)) as never;
  }

  private giveUpAttempts(): void {
    for (const path of this.attempts.keys()) this.giveUpAttempt(path);
    this.launches = [];
  }

  private giveUpAttempt(path: string): void {
    this.attempts.get(path)?.giveUp();
    this.attempts.delete(path);
    this.launches = this.launches.filter(({ step }) => step.path !== path);
  }
}

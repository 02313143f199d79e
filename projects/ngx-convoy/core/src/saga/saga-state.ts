import type { SagaEvent, SagaReturnCause, SagaStuckCause } from './saga-event';
import type { SagaStatus } from './saga-journal';
import { begin, freshStep, giveUp, type SagaStepState, type SagaTries } from './saga-step-state';

/** Interruptions longer ago than this are forgotten. */
const POISON_WINDOW = 600_000;

/** The sum of a run's events. */
export class SagaState {
  /** By path, in the order in which they came up. */
  readonly steps = new Map<string, SagaStepState>();
  /** The first of each name counts. */
  readonly signals = new Map<string, unknown>();
  /** What children were entered with, by path. */
  readonly inputs = new Map<string, unknown>();
  input: unknown;
  shape: readonly string[] = [];
  output: unknown;
  seq = 0;
  direction: 'forward' | 'backward' = 'forward';
  end: 'completed' | 'compensated' | undefined;
  stuck: SagaStuckCause | undefined;
  /** Why it turned back. */
  cause: SagaReturnCause | undefined;
  /** Times at which it was found interrupted, since it last got on. */
  interruptions: readonly number[] = [];
  private orders = 0;

  constructor(events: readonly SagaEvent[] = []) {
    for (const event of events) this.apply(event);
  }

  get status(): Exclude<SagaStatus, 'suspended'> {
    if (this.end !== undefined) return this.end;
    if (this.stuck !== undefined) return 'stuck';
    if (this.direction === 'backward') return 'compensating';
    const states = [...this.steps.values()];
    if (states.some(({ status }) => status === 'running')) return 'running';
    if (states.some(({ status }) => status === 'waiting' || status === 'retrying')) {
      return 'waiting';
    }
    return states.length === 0 ? 'pending' : 'running';
  }

  /** The state of a step, which comes up now if it has not before. */
  step(path: string): SagaStepState {
    const known = this.steps.get(path);
    if (known !== undefined) return known;
    const fresh = freshStep(path);
    this.steps.set(path, fresh);
    return fresh;
  }

  /** Whether nothing more is to be done for it on the way forward. */
  isSettled(path: string): boolean {
    const status = this.steps.get(path)?.status;
    return status === 'done' || status === 'skipped';
  }

  /** Whether an attempt was begun of which no outcome is known: this tab's own, or one of a tab that is gone. */
  get hasOpenAttempt(): boolean {
    return [...this.steps.values()].some(({ forward, undo }) => forward.isOpen || undo.isOpen);
  }

  apply(event: SagaEvent): void {
    this.seq = event.seq + 1;
    switch (event.type) {
      case 'started':
        this.input = event.input;
        this.shape = event.shape;
        return;
      case 'resumed':
        if (event.interrupted) {
          const recent = this.interruptions.filter((at) => event.at - at < POISON_WINDOW);
          this.interruptions = [...recent, event.at];
        }
        return;
      case 'entered':
        this.inputs.set(event.step, event.input);
        this.step(event.step).status = 'running';
        this.step(event.step).since = event.at;
        return;
      case 'intent': {
        const step = this.step(event.step);
        // What an earlier attempt left open may arrive yet.
        if (step.forward.isOpen) step.mayHaveHappened = true;
        step.order ??= this.orders++;
        step.since ??= event.at;
        step.status = 'running';
        begin(step.forward, event.attempt);
        return;
      }
      case 'attempt-failed': {
        const step = this.step(event.step);
        step.status = 'retrying';
        step.failure = event.failure;
        if (event.failure.kind === 'unknown') step.mayHaveHappened = true;
        giveUp(step.forward, event);
        return;
      }
      case 'done': {
        const step = this.step(event.step);
        step.status = 'done';
        step.output = event.output;
        step.failure = undefined;
        step.order ??= this.orders++;
        this.settle(step, event.at, step.forward);
        return;
      }
      case 'failed': {
        const step = this.step(event.step);
        step.status = 'failed';
        step.failure = event.failure;
        if (event.failure.kind === 'unknown') step.mayHaveHappened = true;
        step.forward.isOpen = false;
        return;
      }
      case 'timer-set': {
        const step = this.step(event.step);
        step.status = 'waiting';
        step.order ??= this.orders++;
        step.since ??= event.at;
        step.forward.wait = { until: event.wakeAt, duration: event.duration, seq: event.seq };
        return;
      }
      case 'signal':
        if (!this.signals.has(event.name)) this.signals.set(event.name, event.payload);
        return;
      case 'awaiting': {
        const step = this.step(event.step);
        step.status = 'waiting';
        step.since ??= event.at;
        return;
      }
      case 'compensating':
        this.turnBack(event.cause);
        return;
      case 'undo-intent': {
        const step = this.step(event.step);
        step.status = 'undoing';
        begin(step.undo, event.attempt);
        return;
      }
      case 'undo-attempt-failed': {
        const step = this.step(event.step);
        step.status = 'undo-retrying';
        step.failure = event.failure;
        giveUp(step.undo, event);
        return;
      }
      case 'undone': {
        const step = this.step(event.step);
        step.status = 'undone';
        this.settle(step, event.at, step.undo);
        return;
      }
      case 'skipped':
        this.skip(this.step(event.step), event.at);
        return;
      case 'stuck':
        this.stuck = event.cause;
        if (event.cause.kind === 'undo-failed') {
          const step = this.step(event.cause.step);
          step.status = 'undo-failed';
          step.undo.isOpen = false;
        }
        return;
      case 'retried':
        this.tryAgain();
        return;
      case 'completed':
        this.end = 'completed';
        this.output = event.output;
        this.stuck = undefined;
        return;
      case 'compensated':
        this.end = 'compensated';
        this.stuck = undefined;
        return;
      case 'refused':
        return;
    }
  }

  private settle(step: SagaStepState, at: number, tries: SagaTries): void {
    step.until = at;
    tries.isOpen = false;
    tries.wait = undefined;
    this.interruptions = [];
  }

  private turnBack(cause: SagaReturnCause): void {
    this.direction = 'backward';
    this.cause = cause;
    this.stuck = undefined;
    for (const step of this.steps.values()) {
      // Given up in the middle of an attempt: it may have happened.
      if (step.forward.isOpen) {
        step.mayHaveHappened = true;
        step.forward.isOpen = false;
      }
      step.forward.wait = undefined;
      if (['running', 'retrying', 'waiting'].includes(step.status)) step.status = 'failed';
    }
  }

  private skip(step: SagaStepState, at: number): void {
    step.status = this.direction === 'forward' ? 'skipped' : 'undone';
    if (step.forward.isOpen) step.mayHaveHappened = true;
    step.forward.isOpen = false;
    this.settle(step, at, step.undo);
    step.forward.wait = undefined;
    this.stuck = undefined;
  }

  private tryAgain(): void {
    this.stuck = undefined;
    this.interruptions = [];
    for (const step of this.steps.values()) {
      for (const tries of [step.forward, step.undo]) {
        tries.counted = 0;
        tries.spent = 0;
        // A timer is no try: it goes on waiting.
        if (step.status !== 'waiting') tries.wait = undefined;
      }
      if (step.status === 'failed' && this.direction === 'forward') step.status = 'retrying';
      if (step.status === 'undo-failed') step.status = 'undo-retrying';
    }
  }
}

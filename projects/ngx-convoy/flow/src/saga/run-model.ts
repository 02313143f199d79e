import { signal, type Signal, type WritableSignal } from '@angular/core';
import {
  SagaState,
  type SagaEvent,
  type SagaFailure,
  type SagaHistory,
  type SagaRecord,
  type SagaStepStatus,
} from 'ngx-convoy/core';

/** A step of a run, as people see it. */
export interface SagaStepView {
  readonly path: string;
  readonly status: SagaStepStatus;
  /** Attempts so far, forward and back. */
  readonly attempts: number;
  /** The last thing that went wrong; `undefined` when it is all right again. */
  readonly failure: SagaFailure | undefined;
  /** Epoch milliseconds at which it was begun. */
  readonly since: number | undefined;
  /** Epoch milliseconds at which it was done or undone. */
  readonly until: number | undefined;
  /** Epoch milliseconds at which it goes on. */
  readonly wakeAt: number | undefined;
}

/** A run as this tab knows it. One per run and tab, fed by the execution here or read from the journal. */
export class RunModel {
  private state: SagaState | undefined;
  private readonly recordState: WritableSignal<SagaRecord | undefined> = signal(undefined);
  private readonly stepsState: WritableSignal<readonly SagaStepView[]>;
  private readonly outputState: WritableSignal<unknown> = signal(undefined);
  private readonly problemState: WritableSignal<unknown> = signal(undefined);
  private readonly waiting = new Set<() => void>();

  readonly record: Signal<SagaRecord | undefined> = this.recordState.asReadonly();
  readonly steps: Signal<readonly SagaStepView[]>;
  readonly output: Signal<unknown> = this.outputState.asReadonly();
  /** Why it was not accepted. */
  readonly problem: Signal<unknown> = this.problemState.asReadonly();

  /** @param definedShape the steps that there are, before the journal has said so */
  constructor(
    readonly id: string,
    definedShape: readonly string[] = [],
  ) {
    this.stepsState = signal(definedShape.map((path) => viewOf(path, undefined)));
    this.steps = this.stepsState.asReadonly();
  }

  /** Resolves when something about it has changed. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Takes the run as the journal has it, unless more is known already. */
  replace({ record, events }: SagaHistory): void {
    const known = this.recordState();
    if (known !== undefined && known.seq > record.seq) return;
    this.state = new SagaState(events);
    this.publish(record, this.state);
  }

  /** Takes what the execution in this tab has written. */
  extend(record: SagaRecord, events: readonly SagaEvent[]): void {
    const { state } = this;
    if (state === undefined) return;
    for (const event of events) if (event.seq === state.seq) state.apply(event);
    this.publish(record, state);
  }

  refuse(problem: unknown): void {
    this.problemState.set(problem);
    this.wake();
  }

  private publish(record: SagaRecord, state: SagaState): void {
    this.recordState.set(record);
    this.outputState.set(state.output);
    const begun = [...state.steps.keys()].filter((path) => !state.shape.includes(path));
    this.stepsState.set([...state.shape, ...begun].map((path) => viewOf(path, state)));
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

function viewOf(path: string, state: SagaState | undefined): SagaStepView {
  const step = state?.steps.get(path);
  return {
    path,
    status: step?.status ?? 'open',
    attempts: (step?.forward.attempts ?? 0) + (step?.undo.attempts ?? 0),
    failure: step?.failure,
    since: step?.since,
    until: step?.until,
    wakeAt: (step?.undo.wait ?? step?.forward.wait)?.until,
  };
}

import { computed, type Signal } from '@angular/core';
import {
  CannotCancelAfterPivotError,
  type SagaCommand,
  type SagaFailure,
  type SagaOperator,
  type SagaRecord,
  type SagaStatus,
} from 'ngx-convoy/core';
import type { RunModel, SagaStepView } from './run-model';
import { hasEnded } from './saga-runs';

/** `refused`: the journal did not take it, and nothing was begun. */
export type SagaRunStatus = SagaStatus | 'refused';

/** How a run ended. */
export type SagaOutcome<Output> =
  | { readonly kind: 'completed'; readonly output: Output }
  | { readonly kind: 'compensated'; readonly cause: SagaRecord['cause'] }
  | { readonly kind: 'refused'; readonly problem: unknown };

/** What a {@link SagaRun} needs of its runner. */
export interface SagaRunHost {
  send(id: string, command: SagaCommand): Promise<void>;
  isPastPivot(id: string): Promise<boolean>;
}

/**
 * A run, in whichever tab it is executed: to look at, and to steer.
 *
 * Commands are written to the journal; their promises resolve when that is done, and what comes of them is seen in the signals.
 */
export class SagaRun<Output = unknown> {
  readonly id: string;
  /** Where it stands. */
  readonly status: Signal<SagaRunStatus>;
  /** Its steps, in the order of their definition, also those that are still to come. */
  readonly steps: Signal<readonly SagaStepView[]>;
  /** What it came to; `undefined` until it is completed. */
  readonly result: Signal<Output | undefined>;
  /** What went wrong: why it turned back, why it is stuck, or why it was refused. */
  readonly failure: Signal<SagaFailure | undefined>;
  /** Everything else that is known of it; `undefined` until the journal has answered. */
  readonly record: Signal<SagaRecord | undefined>;
  /** Why it was refused: an error of the journal. */
  readonly problem: Signal<unknown>;

  /**
   * @param accepted resolves when the run is in the journal: from then on it survives the tab. Rejects when it is refused.
   */
  constructor(
    private readonly model: RunModel,
    private readonly host: SagaRunHost,
    readonly accepted: Promise<'new' | 'existing'>,
  ) {
    this.id = model.id;
    this.steps = model.steps;
    this.record = model.record;
    this.problem = model.problem;
    this.status = computed(() =>
      model.problem() === undefined ? (model.record()?.status ?? 'pending') : 'refused',
    );
    // The definition that it was started with says what its output is.
    this.result = computed(() =>
      this.status() === 'completed' ? (model.output() as Output) : undefined,
    );
    this.failure = computed(() => {
      const cause = model.record()?.cause;
      return cause !== undefined && 'failure' in cause ? cause.failure : undefined;
    });
  }

  /** Resolves when it has ended, in whichever tab. A run that is stuck has not. */
  async finished(): Promise<SagaOutcome<Output>> {
    for (;;) {
      const problem = this.model.problem();
      if (problem !== undefined) return { kind: 'refused', problem };
      const record = this.model.record();
      if (record?.status === 'completed') {
        return { kind: 'completed', output: this.model.output() as Output };
      }
      if (record?.status === 'compensated') return { kind: 'compensated', cause: record.cause };
      await this.model.changed();
    }
  }

  /** Gives it what a `waitFor` of that name waits for. */
  signal(name: string, payload?: unknown): Promise<void> {
    return this.send({ type: 'signal', name, payload });
  }

  /**
   * Turns back before the pivot; what was done is undone.
   *
   * @param options `force` turns back from after the pivot too, as far as there is anything to undo with
   * @throws CannotCancelAfterPivotError
   */
  async cancel(
    operator: SagaOperator = BY_USER,
    options: { readonly force?: boolean } = {},
  ): Promise<void> {
    const force = options.force === true;
    if (!force && (await this.host.isPastPivot(this.id))) {
      throw new CannotCancelAfterPivotError(this.id);
    }
    await this.send({ type: 'cancel', operator, force });
  }

  /** Tries again at once, with all attempts anew. */
  retry(operator: SagaOperator = BY_USER): Promise<void> {
    return this.send({ type: 'retry', operator });
  }

  /** Goes on without a step; on the way back: takes it for undone by hand. */
  skip(step: string, operator: SagaOperator): Promise<void> {
    return this.send({ type: 'skip', step, operator });
  }

  /** Ends it as completed, as it stands: for what was put right by other means. It has no result then. */
  forceComplete(operator: SagaOperator): Promise<void> {
    return this.send({ type: 'force-complete', operator });
  }

  /** Turns back from wherever it is. */
  compensateNow(operator: SagaOperator): Promise<void> {
    return this.send({ type: 'compensate', operator });
  }

  private async send(command: SagaCommand): Promise<void> {
    await this.accepted.catch(() => undefined);
    const record = this.model.record();
    if (record !== undefined && hasEnded(record.status)) return;
    await this.host.send(this.id, command);
  }
}

const BY_USER: SagaOperator = { by: 'user', reason: 'asked for in the app' };

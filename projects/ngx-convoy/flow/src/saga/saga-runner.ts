import { inject, Service, untracked, type Signal } from '@angular/core';
import { CLOCK, IDS } from 'ngx-convoy';
import {
  ConfigurationError,
  exportSagaJson,
  exportSagaSpans,
  isAtPivot,
  isPastPivot,
  requireName,
  SagaIdTakenError,
  SagaJournalUnavailableError,
  SagaState,
  type SagaCommand,
  type SagaDefinition,
  type SagaRecord,
  type Span,
} from 'ngx-convoy/core';
import { JournalHealth, type SagaJournalHealth } from '../journal/journal-health';
import { SagaStorage } from '../journal/saga-storage';
import { SagaHost } from './saga-host';
import { SagaRun, type SagaRunHost } from './saga-run';
import { SAGAS } from './sagas-options';

declare const ngServerMode: unknown;

/** How a run is started. */
export interface SagaStartOptions {
  /**
   * Id of the run, without blanks and slashes: an order's own id makes a double click one order. Default: a new one.
   */
  readonly id?: string | undefined;
  /**
   * What happens when there is a run of that id: `use-existing` gives that run, ended or not; `fail` refuses. Default `use-existing`.
   */
  readonly onConflict?: 'use-existing' | 'fail' | undefined;
}

/**
 * Starts runs, and finds those that there are.
 *
 * @usageNotes
 * ```ts
 * private readonly sagas = inject(SagaRunner);
 *
 * protected order(): void {
 *   this.run.set(this.sagas.start(placeOrder, this.basket(), { id: this.orderId }));
 * }
 * // {{ run()?.status() }} @for (step of run()?.steps(); track step.path) { {{ step.path }}: {{ step.status }} }
 * ```
 */
@Service()
export class SagaRunner implements SagaRunHost {
  private readonly options = inject(SAGAS);
  private readonly host = inject(SagaHost);
  private readonly storage = inject(SagaStorage);
  private readonly clock = inject(CLOCK);
  private readonly ids = inject(IDS);

  /** How the journal is: say so when sagas cannot begin. */
  readonly journal: Signal<SagaJournalHealth> = inject(JournalHealth).current;
  /** Whether it is this tab that executes runs. */
  readonly isRunner: Signal<boolean> = this.host.isRunner;

  /**
   * Starts a run, or finds the one of that id. Returns at once; `accepted` tells when it is safe.
   *
   * @throws ConfigurationError when `withSagas` was not given this saga: nobody could go on with it after a reload
   */
  start<Input, Output>(
    saga: SagaDefinition<Input, Output>,
    input: Input,
    options: SagaStartOptions = {},
  ): SagaRun<Output> {
    const { name, version } = saga;
    if (this.host.definitionOf(name, version) !== saga) {
      throw new ConfigurationError('saga', `${name} ${version}`, 'one of those in withSagas(...)');
    }
    const id = requireName('id', options.id ?? this.ids.traceId());
    // Who is signed in may have changed in this very turn.
    untracked(() => this.host.become(this.options.identity()));
    const model = this.host.model(id, saga.shape);
    const accepted = this.create(saga, input, id, options.onConflict ?? 'use-existing');
    accepted.catch((error: unknown) => {
      if (model.record() === undefined) model.refuse(error);
    });
    return new SagaRun<Output>(model, this, accepted);
  }

  /** A run that was started before, here or in another tab. Its `accepted` rejects when there is none. */
  run<Output = unknown>(id: string, saga?: SagaDefinition<unknown, Output>): SagaRun<Output> {
    const model = this.host.model(id, saga?.shape);
    const accepted = this.find(id);
    accepted.catch((error: unknown) => {
      if (model.record() === undefined) model.refuse(error);
    });
    return new SagaRun<Output>(model, this, accepted);
  }

  /** A run with all its events as JSON; `undefined` when there is none. */
  async exportJson(id: string): Promise<string | undefined> {
    const history = await this.storage.journal.read(id);
    return history && exportSagaJson(history);
  }

  /** A run as spans, one for each attempt; empty when there is none. */
  async exportSpans(id: string): Promise<readonly Span[]> {
    const history = await this.storage.journal.read(id);
    return history === undefined ? [] : exportSagaSpans(history);
  }

  /** @internal */
  async send(id: string, command: SagaCommand): Promise<void> {
    if (await this.storage.journal.post(id, command)) this.host.commanded(id);
  }

  /** @internal */
  async isPastPivot(id: string): Promise<boolean> {
    const history = await this.storage.journal.read(id);
    const { saga, version } = history?.record ?? {};
    if (history === undefined || saga === undefined || version === undefined) return false;
    const definition = this.host.definitionOf(saga, version);
    if (definition === undefined) return false;
    const state = new SagaState(history.events);
    return isPastPivot(definition, state) || isAtPivot(definition, state);
  }

  private async create(
    saga: SagaDefinition,
    input: unknown,
    id: string,
    onConflict: 'use-existing' | 'fail',
  ): Promise<'new' | 'existing'> {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) {
      throw new SagaJournalUnavailableError('sagas begin in the browser, not on the server');
    }
    const now = this.clock.now();
    const record: SagaRecord = {
      id,
      saga: saga.name,
      version: saga.version,
      scope: this.host.scope,
      status: 'pending',
      seq: 1,
      epoch: 0,
      traceId: this.ids.traceId(),
      createdAt: now,
      updatedAt: now,
      cause: undefined,
    };
    const first = { type: 'started', input, shape: saga.shape, seq: 0, at: now } as const;
    const known = await this.storage.journal.create(record, first);
    if (known === undefined) {
      this.host.added(record, first);
      return 'new';
    }
    if (known.saga !== saga.name || known.scope !== record.scope || onConflict === 'fail') {
      throw new SagaIdTakenError(id, known.saga);
    }
    await this.host.refresh(id);
    return 'existing';
  }

  private async find(id: string): Promise<'existing'> {
    await this.host.refresh(id);
    const isKnown = this.host.model(id).record() !== undefined;
    if (!isKnown) throw new SagaJournalUnavailableError(`there is no run ${id}`);
    return 'existing';
  }
}

import type { Cancel } from '../clock';
import { SagaJournalFullError, SagaJournalLostError, SagaUnstorableError } from './saga-errors';
import type { SagaEvent, SagaFact } from './saga-event';
import type { ClaimedSaga, SagaRecord } from './saga-journal';
import type { SagaObserver, SagaRuntime } from './saga-runtime';
import { SagaState } from './saga-state';

/** What became of the facts that were to be written. */
export type FlushResult =
  | { readonly kind: 'written' }
  /** The run has vanished from the journal: from now on it is remembered here only. */
  | { readonly kind: 'lost' }
  /** These facts carry what cannot be stored; nothing was written, and the state is as before. */
  | { readonly kind: 'unstorable'; readonly facts: readonly SagaFact[] };

/** Losing these in a crash of the machine costs an attempt, or nothing. */
const RELAXED: readonly SagaFact['type'][] = [
  'attempt-failed',
  'undo-attempt-failed',
  'resumed',
  'awaiting',
  'refused',
];

/** Milliseconds between looks whether there is space again. */
const FULL_RETRY = 2_000;

/** The end of the journal that this execution writes: facts are noted at once and written together. */
export class SagaLedger {
  state: SagaState;
  record: SagaRecord;
  private readonly written: SagaEvent[];
  private pending: SagaEvent[] = [];
  private handled: number[] = [];
  private isVolatile = false;
  private isClosed = false;
  private interrupt: (() => void) | undefined;

  constructor(
    claimed: ClaimedSaga,
    private readonly runtime: SagaRuntime,
    private readonly observer: SagaObserver,
  ) {
    this.record = claimed.record;
    this.written = [...claimed.events];
    this.state = new SagaState(claimed.events);
  }

  /** Adds a fact; it counts at once, and is durable after `flush`. */
  note(fact: SagaFact): void {
    const event: SagaEvent = { ...fact, seq: this.state.seq, at: this.runtime.clock.now() };
    this.state.apply(event);
    this.pending.push(event);
  }

  /** The facts noted since carry out this command. */
  handle(command: number): void {
    this.handled.push(command);
  }

  /** Writes that the run cannot go on here, or can again. */
  async suspend(why: string | undefined): Promise<void> {
    this.record = { ...this.record, suspended: why };
    await this.write();
  }

  /** @throws SagaFencedError */
  async flush(): Promise<FlushResult> {
    if (this.pending.length === 0 && this.handled.length === 0) return { kind: 'written' };
    try {
      await this.write();
      return { kind: 'written' };
    } catch (error) {
      if (error instanceof SagaJournalLostError) {
        this.isVolatile = true;
        this.observer.journal('lost');
        // What was only intended has not been begun, and need not be.
        const facts = this.pending.filter(({ type }) => !type.endsWith('intent'));
        this.takeBack();
        for (const fact of facts) this.note(fact);
        return { kind: 'lost' };
      }
      if (!(error instanceof SagaUnstorableError)) throw error;
      const facts: readonly SagaFact[] = this.pending;
      this.takeBack();
      return { kind: 'unstorable', facts };
    }
  }

  /** Nothing is written from now on. */
  close(): void {
    this.isClosed = true;
    this.interrupt?.();
  }

  private async write(): Promise<void> {
    const { clock, journal } = this.runtime;
    const { state } = this;
    this.record = {
      ...this.record,
      status: this.record.suspended === undefined || state.end ? state.status : 'suspended',
      seq: state.seq,
      updatedAt: clock.now(),
      cause: state.stuck ?? state.cause,
    };
    const append = {
      record: this.record,
      events: this.pending,
      handled: this.handled,
      durability: this.pending.every(({ type }) => RELAXED.includes(type)) ? 'relaxed' : 'strict',
    } as const;
    let wasFull = false;
    while (!this.isVolatile && !this.isClosed) {
      try {
        await journal.append(append);
        break;
      } catch (error) {
        if (!(error instanceof SagaJournalFullError)) throw error;
        wasFull = true;
        this.observer.journal('full');
        await this.pause();
      }
    }
    if (this.isClosed) return;
    if (wasFull) this.observer.journal('ok');
    this.settle();
  }

  /** As if nothing had been noted since the last write; commands are read again. */
  private takeBack(): void {
    this.pending = [];
    this.handled = [];
    this.state = new SagaState(this.written);
  }

  private settle(): void {
    const events = this.pending;
    this.written.push(...events);
    this.pending = [];
    this.handled = [];
    this.observer.changed(this.record, events);
  }

  private pause(): Promise<void> {
    const { clock } = this.runtime;
    let cancel: Cancel | undefined;
    return new Promise((resolve) => {
      this.interrupt = (): void => {
        cancel?.();
        resolve();
      };
      cancel = clock.schedule(clock.now() + FULL_RETRY, resolve);
    });
  }
}

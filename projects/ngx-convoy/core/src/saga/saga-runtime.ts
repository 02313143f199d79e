import type { Cancel, Clock } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from '../pipeline/abort-signal';
import type { Random } from '../random';
import type { SagaEvent } from './saga-event';
import type { SagaFailure } from './saga-failure';
import type { SagaHttp } from './saga-http';
import type { SagaJournal, SagaRecord } from './saga-journal';

/** Whose request it is. */
export interface SagaCall {
  readonly run: string;
  readonly step: string;
  /** The `Idempotency-Key`. */
  readonly key: string;
  readonly signal: AbortSignalLike;
}

/** Whether there is any use in sending something. */
export interface SagaNetwork {
  isOnline(): boolean;
  /** Calls back when it is online again. */
  whenOnline(listener: () => void): Cancel;
}

/** The effects that executing a saga needs. */
export interface SagaRuntime {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: SagaJournal;
  readonly network: SagaNetwork;
  readonly abortController: () => AbortControllerLike<AbortSignalLike>;
  readonly http: (call: SagaCall) => SagaHttp;
  readonly classify: (error: unknown) => SagaFailure;
}

/** Who looks at a run while it is executed. */
export interface SagaObserver {
  /** It was written: what is told here survives the tab. */
  changed(record: SagaRecord, events: readonly SagaEvent[]): void;
  /** `full`: waits for space. `lost`: the run goes on in memory only, to a state that needs no memory. `ok`: written again. */
  journal(state: 'ok' | 'full' | 'lost'): void;
}

import type { SagaCommand, SagaEvent, SagaReturnCause, SagaStuckCause } from './saga-event';

/**
 * Where a run stands.
 *
 * - `pending`: accepted, nobody executes it yet
 * - `running`: a step is under way
 * - `waiting`: for a timer, a signal, the next attempt, or the network
 * - `compensating`: on the way back
 * - `stuck`: only an operator can go on
 * - `suspended`: its version of the saga is not there
 * - `completed`, `compensated`: ended
 */
export type SagaStatus =
  | 'pending'
  | 'running'
  | 'waiting'
  | 'compensating'
  | 'stuck'
  | 'suspended'
  | 'completed'
  | 'compensated';

/** One row per run: what lists show without reading its events. */
export interface SagaRecord {
  readonly id: string;
  readonly saga: string;
  readonly version: number;
  /** Whose run it is: nobody else resumes or sees it. `undefined` in an app that does not tell people apart. */
  readonly scope: string | undefined;
  readonly status: SagaStatus;
  /** How many events it has. */
  readonly seq: number;
  /** Counts who executed it: only the holder of the highest may write (fencing). */
  readonly epoch: number;
  /** 32 lower-case hex digits: the trace that its export makes. */
  readonly traceId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Why it is stuck, or why it turned back. */
  readonly cause: SagaStuckCause | SagaReturnCause | undefined;
  /** Why it is suspended, in words. */
  readonly suspended?: string | undefined;
}

/** A command in the journal, waiting for the tab that executes the run. */
export interface PostedSagaCommand {
  readonly id: number;
  readonly command: SagaCommand;
}

/** A run, read whole. */
export interface SagaHistory {
  readonly record: SagaRecord;
  /** In the order of `seq`. */
  readonly events: readonly SagaEvent[];
}

/** A run, taken over: `commands` wait to be carried out. */
export interface ClaimedSaga extends SagaHistory {
  readonly commands: readonly PostedSagaCommand[];
}

/** What is written in one transaction. */
export interface SagaAppend {
  readonly record: SagaRecord;
  readonly events: readonly SagaEvent[];
  /** Ids of the commands that these events carry out: they are taken away in the same transaction. */
  readonly handled: readonly number[];
  /** `strict`: on the disk before the promise resolves. `relaxed`: losing it costs an attempt and no more. */
  readonly durability: 'strict' | 'relaxed';
}

/**
 * Where runs are remembered. Every method is one transaction.
 *
 * @see Gray and Reuter, Transaction Processing, write-ahead logging: what is intended is written before it is done
 */
export interface SagaJournal {
  /**
   * Adds a run with its first event.
   *
   * @returns the run of that id that was there before, which is left as it is; else `undefined`
   */
  create(record: SagaRecord, first: SagaEvent): Promise<SagaRecord | undefined>;
  /** Takes a run over: from now on, only who knows the new epoch may write. `undefined`: no such run. */
  claim(id: string): Promise<ClaimedSaga | undefined>;
  /**
   * @throws SagaFencedError when somebody else has taken the run over
   * @throws SagaJournalLostError when the run is gone
   * @throws SagaJournalFullError when there is no space
   */
  append(append: SagaAppend): Promise<void>;
  /** Leaves a command for whoever executes the run. `false`: no such run. */
  post(id: string, command: SagaCommand): Promise<boolean>;
  commands(id: string): Promise<readonly PostedSagaCommand[]>;
  read(id: string): Promise<SagaHistory | undefined>;
  /** Every run, the oldest first. */
  list(): Promise<readonly SagaRecord[]>;
  remove(ids: readonly string[]): Promise<void>;
}

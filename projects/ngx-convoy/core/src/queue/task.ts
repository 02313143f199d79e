import type { BulkheadOutcome, BulkheadPermit, BulkheadRejection } from '../bulkhead/admission';
import { WaitingCall } from '../bulkhead/waiting-call';
import type { Cancel } from '../clock';
import type { AbortSignalLike } from '../pipeline/abort-signal';

/** What a task needs of its queue. */
export interface TaskHost {
  run(task: Task, place: BulkheadPermit): void;
  refuse(task: Task, rejection: BulkheadRejection): void;
  /** It has given up waiting. */
  left(): void;
}

/** Settles the promise of a task. Methods, because what a task yields is between its function and its promise. */
export interface Settle {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** A function that waits for its turn. */
export class Task extends WaitingCall {
  private stopListening: Cancel | undefined = undefined;

  constructor(
    private readonly host: TaskHost,
    readonly fn: () => unknown,
    readonly resolve: Settle['resolve'],
    readonly reject: Settle['reject'],
  ) {
    super();
  }

  override settled(outcome: BulkheadOutcome): void {
    if (outcome.permitted) this.host.run(this, outcome);
    else this.host.refuse(this, outcome);
  }

  /** Settles it as soon as `signal` is aborted, and lets it leave the queue if it still waits. */
  listen(signal: AbortSignalLike): void {
    const abort = (): void => {
      this.unlisten();
      this.reject(signal.reason);
      if (this.lane === undefined) return;
      this.cancel();
      this.host.left();
    };
    signal.addEventListener('abort', abort);
    this.stopListening = () => {
      signal.removeEventListener('abort', abort);
    };
  }

  /** It is settled: nobody need tell it of an abort any more. */
  unlisten(): void {
    this.stopListening?.();
  }
}

import type { BulkheadPermit, BulkheadRejection } from '../bulkhead/admission';
import { Waiting } from '../bulkhead/waiting-call';
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
export class Task extends Waiting {
  private stopListening: Cancel | undefined = undefined;

  constructor(
    private readonly host: TaskHost,
    readonly fn: () => unknown,
    readonly resolve: Settle['resolve'],
    readonly reject: Settle['reject'],
  ) {
    super();
  }

  granted(place: BulkheadPermit): void {
    this.host.run(this, place);
  }

  rejected(rejection: BulkheadRejection): void {
    this.host.refuse(this, rejection);
  }

  /** Settles it as soon as `signal` is aborted, and lets it leave the queue if it still waits. */
  listen(signal: AbortSignalLike): void {
    const abort = (): void => {
      this.ended();
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
  ended(): void {
    this.stopListening?.();
  }
}

import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadRequest,
  BulkheadTicket,
  BulkheadWaiter,
} from '../bulkhead/admission';
import type { Bulkhead } from '../bulkhead/bulkhead';
import type { Cancel } from '../clock';
import type { AbortSignalLike } from '../pipeline/abort-signal';

/** What a task needs of its queue. */
export interface TaskHost {
  readonly places: Bulkhead;
  errorOf(rejection: BulkheadRejection): unknown;
  /** A task has left: it has ended, was refused, or has given up waiting. */
  left(): void;
}

/** A function that waits for its place, runs, and gives it back. */
export class Task<T> implements BulkheadWaiter {
  private ticket: BulkheadTicket | undefined = undefined;
  private stopListening: Cancel | undefined = undefined;

  constructor(
    private readonly host: TaskHost,
    private readonly fn: () => PromiseLike<T> | T,
    private readonly resolve: (value: T | PromiseLike<T>) => void,
    private readonly reject: (reason: unknown) => void,
  ) {}

  /** Runs it, lets it wait, or refuses it. */
  start(request: BulkheadRequest, signal: AbortSignalLike | undefined): void {
    if (signal?.aborted === true) {
      this.reject(signal.reason);
      return;
    }
    const admission = this.host.places.acquire(request, this);
    if (signal !== undefined && (admission.permitted || admission.waiting)) this.listen(signal);
    if (admission.permitted) this.run(admission);
    else if (admission.waiting) this.ticket = admission;
    else this.rejected(admission);
  }

  granted(place: BulkheadPermit): void {
    this.ticket = undefined;
    this.run(place);
  }

  rejected(rejection: BulkheadRejection): void {
    this.stopListening?.();
    this.reject(this.host.errorOf(rejection));
    this.host.left();
  }

  private run(place: BulkheadPermit): void {
    let result: PromiseLike<T> | T;
    try {
      result = this.fn();
    } catch (error) {
      this.fail(error, place);
      return;
    }
    if (!isThenable(result)) {
      this.succeed(result, place);
      return;
    }
    result.then(
      (value) => {
        this.succeed(value, place);
      },
      (error: unknown) => {
        this.fail(error, place);
      },
    );
  }

  private succeed(value: T, place: BulkheadPermit): void {
    this.resolve(value);
    this.end(place);
  }

  private fail(error: unknown, place: BulkheadPermit): void {
    this.reject(error);
    this.end(place);
  }

  private end(place: BulkheadPermit): void {
    this.stopListening?.();
    place.release();
    this.host.left();
  }

  private listen(signal: AbortSignalLike): void {
    const abort = (): void => {
      this.stopListening?.();
      this.reject(signal.reason);
      if (this.ticket === undefined) return;
      this.ticket.cancel();
      this.host.left();
    };
    signal.addEventListener('abort', abort);
    this.stopListening = () => {
      signal.removeEventListener('abort', abort);
    };
  }
}

function isThenable<T>(value: PromiseLike<T> | T): value is PromiseLike<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}

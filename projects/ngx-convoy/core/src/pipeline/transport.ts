import type { Endpoint } from '../balancing/endpoint';
import type { Cancel } from '../clock';

/** One try of a call, at one instance. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  readonly endpoint: Endpoint;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Sent although the instance's breaker refused, because every instance is refused. */
  readonly panic: boolean;
  /** Sent beside a first attempt that is slow. */
  readonly isHedge: boolean;
}

/** How an attempt ended: by an answer that counts for or against the instance, by its time limit, or by the caller. */
export type AttemptEnding = 'success' | 'failure' | 'timeout' | 'cancelled';

/** What an error means for the policies. */
export interface Verdict {
  /**
   * - `success`: the service works and the caller is wrong (404, 422)
   * - `failure`: the service or the way to it is broken
   * - `neutral`: says nothing about the service (the user is offline, the caller aborted)
   */
  readonly outcome: 'success' | 'failure' | 'neutral';
  /** Whether another attempt could do better. */
  readonly retryable: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter?: number | undefined;
  /**
   * Whether the service could not take it on (a timeout, 429, 503): for throttle and adaptive concurrency, to which an
   * error of the application is an answer like any other. Default: any failure.
   */
  readonly overload?: boolean | undefined;
}

/** Whether the service could not take on what got this verdict. */
export function isOverload({ overload, outcome }: Verdict): boolean {
  return overload ?? outcome === 'failure';
}

/** Takes what attempts yield. What comes from an attempt that has ended, or was given up, is ignored. */
export interface Receiver<T> {
  /** Something on the way, such as upload progress; no ending. */
  progress(attempt: Attempt, value: T): void;
  /** The answer. */
  succeed(attempt: Attempt, value: T): void;
  fail(attempt: Attempt, error: unknown): void;
  /** The attempt ended well, but nobody answered (an interceptor further in swallowed it). */
  finishWithoutAnswer(attempt: Attempt): void;
}

/** How attempts reach a backend: `HttpClient` in Angular, a promise elsewhere, a script in tests. */
export interface Transport<T> {
  /** Sends one attempt. Returns how to abort it; may answer before it returns. */
  send(attempt: Attempt, receiver: Receiver<T>): Cancel;
  judge(error: unknown): Verdict;
  /** An attempt ended, in whatever way. For traces. */
  ended?(attempt: Attempt, ending: AttemptEnding, error: unknown, now: number): void;
}

/**
 * What came of one attempt.
 *
 * - `answered`: by the server
 * - `unanswered`: it may have arrived, or not
 * - `refused`: certainly nothing was sent: a circuit is open, a limit is reached
 * - `hopeless`: nothing was sent, and never can be: its body cannot be read any more
 */
export type OutboxAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Milliseconds, when the server says when to come again. */
      readonly retryAfter?: number | undefined;
      readonly body?: unknown;
    }
  | { readonly kind: 'unanswered'; readonly reason: string }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Epoch milliseconds, when somebody knows. */
      readonly retryAt?: number | undefined;
    }
  | { readonly kind: 'hopeless'; readonly reason: string };

/** What an answer means for the entry. */
export type OutboxVerdict = 'sent' | 'again' | 'conflict' | 'dead';

/** Request Timeout, Too Early, Too Many Requests: the server asks to come again (RFC 9110, 8470, 6585). */
const COME_AGAIN: readonly number[] = [408, 425, 429];
/** Conflict, Precondition Failed: the thing is not what the writer thought (RFC 9110, 15.5.10 and 15.5.13). */
const CONFLICT: readonly number[] = [409, 412];
/** Not Implemented, HTTP Version Not Supported: they will not get better by asking again. */
const HOPELESS: readonly number[] = [501, 505];

/** What the server's status means for a write that was sent. */
export function judgeOutboxStatus(status: number): OutboxVerdict {
  if (status < 300) return 'sent';
  if (CONFLICT.includes(status)) return 'conflict';
  if (COME_AGAIN.includes(status)) return 'again';
  return status >= 500 && !HOPELESS.includes(status) ? 'again' : 'dead';
}

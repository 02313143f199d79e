/**
 * - `waiting`: to be sent, now or at `nextAt`
 * - `sending`: claimed by a tab that sends it; after a crash it stays in this state until the next tab takes it over
 * - `conflict`: the server says that something has changed meanwhile (409, 412), and somebody has to decide
 * - `dead`: given up; kept until somebody retries or drops it
 */
export type OutboxState = 'waiting' | 'sending' | 'conflict' | 'dead';

/** A write, as somebody wants it to be sent. */
export interface OutboxDraft {
  /** Identifies the entry. */
  readonly id: string;
  /** Whose write it is; empty when nobody is told apart. It is sent for nobody else. */
  readonly identity: string;
  /** What it changes, such as `cart/42`: writes of one key are sent one after the other, in the order in which they came. */
  readonly key: string;
  /** The same for every attempt, so that a server that knows it acts once (draft-ietf-httpapi-idempotency-key-header). */
  readonly idempotencyKey: string;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** The service that it goes to, when it goes to one. */
  readonly service: string | undefined;
  /** Without secrets. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Whether the browser is to add cookies for other origins; it does so when it is sent, and none is stored. */
  readonly withCredentials: boolean;
  /** In the form in which it is stored; the state machine does not look at it. */
  readonly body: unknown;
  /** Sends before it came into the queue that may have arrived, >= 0. */
  readonly attempts: number;
  /** Milliseconds, >= 0, to wait before it is first sent from here. */
  readonly wait: number;
}

/** What was wrong with the last attempt. */
export interface OutboxProblem {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of the server's answer; `undefined` when there was none. */
  readonly status: number | undefined;
  /** In words. */
  readonly reason: string;
}

/** Who sends an entry at the moment. */
export interface OutboxClaim {
  readonly owner: string;
  /** Epoch milliseconds after which it lapses. */
  readonly until: number;
}

/** A write in the queue. */
export interface OutboxEntry extends OutboxDraft {
  /** Its place in the line, growing. */
  readonly seq: number;
  readonly state: OutboxState;
  /** Epoch milliseconds. */
  readonly enqueuedAt: number;
  /** Epoch milliseconds since which it counts as waiting: `enqueuedAt`, or when somebody last retried it by hand. */
  readonly since: number;
  /** Epoch milliseconds before which it is not sent again. */
  readonly nextAt: number;
  /** While it is `sending`. */
  readonly claim: OutboxClaim | undefined;
  readonly problem: OutboxProblem | undefined;
}

import type { Clock } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from '../pipeline/abort-signal';
import type { Random } from '../random';
import type { OutboxAnswer } from './outbox-answer';
import type { OutboxEntry } from './outbox-entry';
import type { OutboxResolution } from './outbox-moves';
import type { OutboxStorage } from './outbox-storage';

/** The effects that draining a queue needs. */
export interface OutboxRuntime {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: OutboxStorage;
  readonly abortController: () => AbortControllerLike<AbortSignalLike>;
  /** Whether there is any use in sending. */
  isOnline(): boolean;
  /** Whether somebody looks at the page. While nobody does, no timer is set for what becomes due later. */
  isVisible(): boolean;
  /**
   * Whether an entry may go now: epoch milliseconds at which to ask again, or `now`. `Infinity` when somebody will poke.
   * Answering `now` pays for it, from the retry budget of its service.
   */
  admit(entry: OutboxEntry, now: number): number;
  /** Sends it. Never rejects. */
  send(entry: OutboxEntry, signal: AbortSignalLike): Promise<OutboxAnswer>;
  /** What to do about a conflict. One that rejects leaves it to the user. */
  resolve(
    entry: OutboxEntry,
    answer: OutboxAnswer & { readonly kind: 'answered' },
  ): Promise<OutboxResolution>;
}

/** Who wants to know what becomes of entries. */
export interface OutboxObserver {
  /** What is stored, all of it. */
  listed(entries: readonly OutboxEntry[], isPaused: boolean): void;
  /** One was written anew. */
  changed(entry: OutboxEntry): void;
  /** One is done and out of the queue: the server has acted on it, or a conflict was given up. */
  ended(entry: OutboxEntry, how: 'sent' | 'dropped', status: number): void;
  /** The storage does not work; looked at again soon. `undefined`: it works again. */
  troubled(error: unknown): void;
}

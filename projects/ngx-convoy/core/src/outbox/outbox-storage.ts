import type { OutboxDraft, OutboxEntry } from './outbox-entry';

/**
 * What a change makes of an entry: another one, `null` to take it out, or `undefined` to leave all as it is.
 *
 * @param isHead whether nothing of its identity and key comes before it, dead letters aside
 */
export type OutboxChange = (entry: OutboxEntry, isHead: boolean) => OutboxEntry | null | undefined;

/** What there is of one identity. */
export interface OutboxContents {
  /** In the order of the line. */
  readonly entries: readonly OutboxEntry[];
  /** Whether somebody has stopped the sending. */
  readonly isPaused: boolean;
}

/**
 * Where a queue is kept. Each operation is one transaction, which nobody else's can cut through, in this tab or another;
 * when it resolves, what it did survives a crash.
 *
 * All reject with an `OutboxUnavailableError` when the storage cannot do it.
 */
export interface OutboxStorage {
  /**
   * Puts a draft at the end of the line. One whose id is there already gives the entry that is there.
   *
   * @param now epoch milliseconds
   * @throws OutboxFullError when there are `capacity` entries, of whomever
   */
  add(draft: OutboxDraft, capacity: number, now: number): Promise<OutboxEntry>;
  list(identity: string): Promise<OutboxContents>;
  /** @returns what the change made of it; `undefined` when there is no such entry, or the change left it as it was */
  revise(id: string, change: OutboxChange): Promise<OutboxEntry | null | undefined>;
  pause(identity: string, isPaused: boolean): Promise<void>;
}

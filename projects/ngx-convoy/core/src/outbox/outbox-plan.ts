import type { OutboxEntry } from './outbox-entry';
import { hasLapsed, isDue, type OutboxClaimant } from './outbox-moves';

/** What can be sent, and when to look again. */
export interface OutboxPlan {
  /** The first of each key that is due; those that have been due for longest come first. */
  readonly ready: readonly OutboxEntry[];
  /** Epoch milliseconds at which more becomes due; `undefined` when nothing will by itself. */
  readonly nextAt: number | undefined;
}

/**
 * Which entries may be sent now: the head of each key, so that an entry that fails holds up its own key only. Dead letters
 * are no longer in the line; a conflict holds its key until somebody decides.
 *
 * @param entries in the order of the line
 */
export function planOutbox(entries: Iterable<OutboxEntry>, claimant: OutboxClaimant): OutboxPlan {
  const seen = new Set<string>();
  const ready: OutboxEntry[] = [];
  let nextAt: number | undefined;
  for (const entry of entries) {
    if (entry.state === 'dead' || seen.has(entry.key)) continue;
    seen.add(entry.key);
    if (entry.state === 'conflict') continue;
    const isReady =
      entry.state === 'waiting' ? isDue(entry, claimant.now) : hasLapsed(entry, claimant);
    if (isReady) ready.push(entry);
    else nextAt = Math.min(nextAt ?? Infinity, entry.claim?.until ?? entry.nextAt);
  }
  // One that fails again and again must not go before others that were never sent.
  ready.sort((one, other) => one.nextAt - other.nextAt);
  return { ready, nextAt };
}

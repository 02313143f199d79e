import type { OutboxDraft, OutboxEntry } from './outbox-entry';
import { OutboxFullError } from './outbox-errors';
import { enqueued } from './outbox-moves';
import type { OutboxChange, OutboxContents, OutboxStorage } from './outbox-storage';

/** A queue that lasts as long as its object: for tests, and for what need not survive the tab. */
export class MemoryOutboxStorage implements OutboxStorage {
  /** By id, in the order of the line. */
  private readonly entries = new Map<string, OutboxEntry>();
  private readonly paused = new Set<string>();
  private seq = 0;

  add(draft: OutboxDraft, capacity: number, now: number): Promise<OutboxEntry> {
    const known = this.entries.get(draft.id);
    if (known !== undefined) return Promise.resolve(known);
    if (this.entries.size >= capacity) return Promise.reject(new OutboxFullError(capacity));
    const entry = { ...enqueued(draft, now), seq: ++this.seq };
    this.entries.set(entry.id, entry);
    return Promise.resolve(entry);
  }

  list(identity: string): Promise<OutboxContents> {
    const entries = [...this.entries.values()].filter((each) => each.identity === identity);
    return Promise.resolve({ entries, isPaused: this.paused.has(identity) });
  }

  revise(id: string, change: OutboxChange): Promise<OutboxEntry | null | undefined> {
    const entry = this.entries.get(id);
    if (entry === undefined) return Promise.resolve(undefined);
    const revised = change(entry, this.isHead(entry));
    if (revised === null) this.entries.delete(id);
    else if (revised !== undefined) this.entries.set(id, revised);
    return Promise.resolve(revised);
  }

  pause(identity: string, isPaused: boolean): Promise<void> {
    if (isPaused) this.paused.add(identity);
    else this.paused.delete(identity);
    return Promise.resolve();
  }

  private isHead({ id, identity, key }: OutboxEntry): boolean {
    for (const each of this.entries.values()) {
      if (each.id === id) return true;
      if (each.identity === identity && each.key === key && each.state !== 'dead') return false;
    }
    return true;
  }
}

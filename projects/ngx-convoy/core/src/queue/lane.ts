import type { Queued } from './queued';

/** A row of what has the same head start, in the order in which it came. Joining and leaving are O(1). */
export class Lane<T extends Queued<T>> {
  head: T | undefined = undefined;
  tail: T | undefined = undefined;
  /** Its places in the two heaps of a queue, kept by them; -1 outside. */
  front = -1;
  back = -1;

  add(entry: T): void {
    entry.lane = this;
    entry.ahead = this.tail;
    if (this.tail === undefined) this.head = entry;
    else this.tail.behind = entry;
    this.tail = entry;
  }

  remove(entry: T): void {
    const { ahead, behind } = entry;
    if (ahead === undefined) this.head = behind;
    else ahead.behind = behind;
    if (behind === undefined) this.tail = ahead;
    else behind.ahead = ahead;
    entry.lane = entry.ahead = entry.behind = undefined;
  }
}

/** What can stand in a {@link WaitQueue}. */
export interface Queued {
  /** Smaller comes first. It must not change while it waits. */
  readonly key: number;
  /** Decides between equal keys: smaller comes first. */
  readonly turn: number;
  /** Its places in the two heaps, kept by them; -1 outside. */
  front: number;
  back: number;
}

/**
 * A priority queue with two ends: the first is served, the last is shed when there is no more room.
 *
 * Two binary heaps over the same entries, which know their places: joining, and leaving from anywhere, are O(log n).
 */
export class WaitQueue<T extends Queued> {
  private readonly front = new IndexedHeap<T>('front', 1);
  private readonly back = new IndexedHeap<T>('back', -1);

  get size(): number {
    return this.front.entries.length;
  }

  get first(): T | undefined {
    return this.front.entries[0];
  }

  get last(): T | undefined {
    return this.back.entries[0];
  }

  /** In no particular order. */
  get entries(): readonly T[] {
    return this.front.entries;
  }

  add(entry: T): void {
    this.front.add(entry);
    this.back.add(entry);
  }

  /** Whether it was in the queue. */
  remove(entry: T): boolean {
    if (entry.front < 0) return false;
    this.front.remove(entry);
    this.back.remove(entry);
    return true;
  }
}

/** A binary heap whose entries know their places. */
class IndexedHeap<T extends Queued> {
  readonly entries: T[] = [];

  /**
   * @param place where an entry notes its place
   * @param direction 1 for the smallest first, -1 for the greatest
   */
  constructor(
    private readonly place: 'front' | 'back',
    private readonly direction: 1 | -1,
  ) {}

  add(entry: T): void {
    this.entries.push(entry);
    this.rise(entry, this.entries.length - 1);
  }

  remove(entry: T): void {
    const index = entry[this.place];
    entry[this.place] = -1;
    const last = this.entries.pop();
    if (last === undefined || last === entry) return;
    this.rise(last, index);
    this.sink(last, last[this.place]);
  }

  private rise(entry: T, from: number): void {
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.entries[above];
      if (parent === undefined || !this.isBefore(entry, parent)) break;
      this.put(parent, index);
      index = above;
    }
    this.put(entry, index);
  }

  private sink(entry: T, from: number): void {
    let index = from;
    for (;;) {
      const left = this.entries[index * 2 + 1];
      const right = this.entries[index * 2 + 2];
      const child =
        right !== undefined && left !== undefined && this.isBefore(right, left) ? right : left;
      if (child === undefined || !this.isBefore(child, entry)) break;
      const below = child[this.place];
      this.put(child, index);
      index = below;
    }
    this.put(entry, index);
  }

  private put(entry: T, index: number): void {
    this.entries[index] = entry;
    entry[this.place] = index;
  }

  private isBefore(a: T, b: T): boolean {
    return (a.key === b.key ? a.turn - b.turn : a.key - b.key) * this.direction < 0;
  }
}

/** What can stand in two heaps at once, and notes its places there; -1 outside. */
export interface Placed {
  front: number;
  back: number;
}

/** A binary heap whose items know their places, so that one can move or leave from anywhere in O(log n). */
export class IndexedHeap<T extends Placed> {
  readonly items: T[] = [];

  /**
   * @param slot where an item notes its place
   * @param isBefore whether `a` comes out before `b`
   */
  constructor(
    private readonly slot: keyof Placed,
    private readonly isBefore: (a: T, b: T) => boolean,
  ) {}

  /** Adds an item, or moves one whose rank has changed. */
  put(item: T): void {
    if (item[this.slot] < 0) item[this.slot] = this.items.push(item) - 1;
    this.settle(item);
  }

  remove(item: T): void {
    const index = item[this.slot];
    if (index < 0) return;
    item[this.slot] = -1;
    const last = this.items.pop();
    if (last === undefined || last === item) return;
    last[this.slot] = index;
    this.settle(last);
  }

  /** @returns what was in it, in no particular order */
  clear(): readonly T[] {
    const items = this.items.splice(0);
    for (const item of items) item[this.slot] = -1;
    return items;
  }

  /** Rank by rank towards the top, and then towards the bottom; one of the two it need not move. */
  private settle(item: T): void {
    const { items, slot } = this;
    let index = item[slot];
    for (;;) {
      const parent = items[(index - 1) >> 1];
      if (index === 0 || parent === undefined || !this.isBefore(item, parent)) break;
      index = this.swap(parent, index);
    }
    for (;;) {
      const left = items[index * 2 + 1];
      const right = items[index * 2 + 2];
      const child = left && right && this.isBefore(right, left) ? right : left;
      if (child === undefined || !this.isBefore(child, item)) break;
      index = this.swap(child, index);
    }
    items[index] = item;
    item[slot] = index;
  }

  /** Moves an item to a place that is free. @returns the place that it leaves */
  private swap(item: T, to: number): number {
    const from = item[this.slot];
    this.items[to] = item;
    item[this.slot] = to;
    return from;
  }
}

import { IndexedHeap } from './indexed-heap';
import type { Queued } from './queued';
import { OLDEST_FIRST, WaitQueue } from './wait-queue';
import type { Ranked, ServingOrder, WaitingLine } from './waiting-line';

/** What has a key shares a limit with everything else that has it; without a key there is none. */
export interface Keyed<T extends Queued<T>> extends Queued<T> {
  readonly group: string | undefined;
}

/**
 * A priority queue with a limit for each key, beside whatever limit there is for all.
 *
 * Each key has a queue of its own, and among the keys that are not at their limit the most urgent head goes first. So a
 * key that is at its limit is in nobody's way, and order holds among the others. Joining, being served and leaving cost
 * O(log k) for k keys that wait. A key of which nothing waits or runs is forgotten.
 */
export class KeyedQueue<T extends Keyed<T>> implements WaitingLine<T> {
  size = 0;
  private readonly groups = new Map<string | undefined, Group<T>>();
  private readonly front = new IndexedHeap<Group<T>>('front', (a, b) =>
    this.isBefore(a.queue.first, b.queue.first),
  );
  private readonly back = new IndexedHeap<Group<T>>('back', (a, b) =>
    this.isBefore(b.queue.last, a.queue.last),
  );
  private current = OLDEST_FIRST;

  /** @param limitOf what may be served at the same time for a key, >= 1; asked when a key is first seen */
  constructor(private limitOf: (key: string) => number) {}

  get first(): T | undefined {
    return this.front.items[0]?.queue.first;
  }

  get last(): T | undefined {
    return this.back.items[0]?.queue.last;
  }

  get order(): ServingOrder {
    return this.current;
  }

  set order(order: ServingOrder) {
    this.current = order;
    const waiting = [...this.back.items];
    for (const group of waiting) {
      this.front.remove(group);
      this.back.remove(group);
      group.queue.order = order;
    }
    for (const group of waiting) this.place(group);
  }

  least(measure: (entry: Ranked) => number): number {
    let least = Infinity;
    for (const { queue } of this.back.items) least = Math.min(least, queue.least(measure));
    return least;
  }

  /** What is under way for a key. */
  inFlight(key: string): number {
    return this.groups.get(key)?.inFlight ?? 0;
  }

  /**
   * Changes the limits. What is under way stays.
   *
   * @param limitOf as for the constructor
   */
  relimit(limitOf: (key: string) => number): void {
    this.limitOf = limitOf;
    for (const group of this.groups.values()) {
      group.limit = this.limit(group.key);
      this.place(group);
    }
  }

  admits(key: string | undefined): boolean {
    return this.first === undefined && !this.isFull(this.groups.get(key));
  }

  add(entry: T): void {
    const group = this.group(entry.group);
    group.queue.add(entry);
    this.size++;
    this.place(group);
  }

  remove(entry: T): boolean {
    const group = this.groups.get(entry.group);
    if (group?.queue.remove(entry) !== true) return false;
    this.size--;
    this.place(group);
    return true;
  }

  enter(key: string | undefined): void {
    if (key === undefined) return;
    const group = this.group(key);
    group.inFlight++;
    this.place(group);
  }

  leave(key: string | undefined): void {
    const group = this.groups.get(key);
    if (key === undefined || group === undefined) return;
    group.inFlight--;
    this.place(group);
  }

  private group(key: string | undefined): Group<T> {
    let group = this.groups.get(key);
    if (group === undefined) {
      const queue = new WaitQueue<T>();
      queue.order = this.current;
      group = { key, limit: this.limit(key), queue, inFlight: 0, front: -1, back: -1 };
      this.groups.set(key, group);
    }
    return group;
  }

  /** Puts a key where it belongs after anything has changed about it. */
  private place(group: Group<T>): void {
    const isEmpty = group.queue.size === 0;
    if (isEmpty) this.back.remove(group);
    else this.back.put(group);
    if (isEmpty || this.isFull(group)) this.front.remove(group);
    else this.front.put(group);
    if (isEmpty && group.inFlight === 0) this.groups.delete(group.key);
  }

  private isFull(group: Group<T> | undefined): boolean {
    return group !== undefined && group.inFlight >= group.limit;
  }

  private limit(key: string | undefined): number {
    return key === undefined ? Infinity : this.limitOf(key);
  }

  private isBefore(a: T | undefined, b: T | undefined): boolean {
    return a !== undefined && b !== undefined && this.current.isBefore(a, b);
  }
}

interface Group<T extends Keyed<T>> {
  readonly key: string | undefined;
  readonly queue: WaitQueue<T>;
  limit: number;
  inFlight: number;
  front: number;
  back: number;
}

import { IndexedHeap } from './indexed-heap';
import type { Queued, Ranked } from './queued';
import { OLDEST_FIRST, WaitQueue } from './wait-queue';
import type { OrderedLine, QueueRegime, ServingOrder } from './queue-discipline';

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
export class KeyedQueue<T extends Keyed<T>> implements OrderedLine<T> {
  size = 0;
  private readonly groups = new Map<string | undefined, Group<T>>();
  private readonly front = new IndexedHeap<Group<T>>('front', (a, b) =>
    this.isBefore(a.queue.first, b.queue.first),
  );
  /** Made when it is first needed: most queues are never full. */
  private back: IndexedHeap<Group<T>> | undefined = undefined;
  private current = OLDEST_FIRST;

  /**
   * @param limitOf what may be served at the same time for a key, >= 1; asked when a key is first seen
   * @param regime may change the order
   */
  constructor(
    private limitOf: (key: string) => number,
    private readonly regime?: QueueRegime,
  ) {}

  get first(): T | undefined {
    return this.front.items[0]?.queue.first;
  }

  get last(): T | undefined {
    if (this.back === undefined) {
      this.back = new IndexedHeap('back', (a, b) => this.isBefore(b.queue.last, a.queue.last));
      for (const group of this.groups.values()) if (group.queue.size > 0) this.back.put(group);
    }
    return this.back.items[0]?.queue.last;
  }

  get order(): ServingOrder {
    return this.current;
  }

  set order(order: ServingOrder) {
    this.current = order;
    this.front.clear();
    this.back?.clear();
    for (const group of this.groups.values()) {
      group.queue.order = order;
      this.place(group);
    }
  }

  least(measure: (entry: Ranked) => number): number {
    let least = Infinity;
    for (const { queue } of this.groups.values()) least = Math.min(least, queue.least(measure));
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
    const groups = [...this.groups.values()];
    const limits = groups.map(({ key }) => (key === undefined ? Infinity : limitOf(key)));
    // Only now: none is changed when one is refused.
    this.limitOf = limitOf;
    for (const [index, group] of groups.entries()) {
      group.limit = limits[index] ?? Infinity;
      this.place(group);
    }
  }

  next(now: () => number): T | undefined {
    if (this.size > 0) this.regime?.review(this, now());
    return this.first;
  }

  /** Whether a newcomer with this key would have nobody to wait behind. */
  admits(key: string | undefined): boolean {
    return this.first === undefined && !isFull(this.groups.get(key));
  }

  add(entry: T): void {
    const group = this.group(entry.group);
    group.queue.add(entry);
    this.size++;
    if (this.isEnd(entry, group.queue)) this.place(group);
  }

  remove(entry: T): boolean {
    const group = this.groups.get(entry.group);
    if (group === undefined || entry.lane === undefined) return false;
    const isEnd = this.isEnd(entry, group.queue);
    group.queue.remove(entry);
    this.size--;
    if (isEnd) this.place(group);
    return true;
  }

  /** One with this key is being served. */
  enter(key: string | undefined): void {
    if (key === undefined) return;
    const group = this.group(key);
    group.inFlight++;
    if (isFull(group)) this.front.remove(group);
  }

  /** One with this key has been served. */
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

  /** Puts a key where it belongs after its limit or its ends have changed. */
  private place(group: Group<T>): void {
    const isEmpty = group.queue.size === 0;
    if (isEmpty || isFull(group)) this.front.remove(group);
    else this.front.put(group);
    if (isEmpty) this.back?.remove(group);
    else this.back?.put(group);
    if (isEmpty && group.inFlight === 0) this.groups.delete(group.key);
  }

  private isEnd(entry: T, queue: WaitQueue<T>): boolean {
    return queue.first === entry || (this.back !== undefined && queue.last === entry);
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

function isFull(group: { readonly inFlight: number; readonly limit: number } | undefined): boolean {
  return group !== undefined && group.inFlight >= group.limit;
}

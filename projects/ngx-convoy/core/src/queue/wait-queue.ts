import { IndexedHeap } from './indexed-heap';
import { Lane } from './lane';
import type { OrderedLine, QueueRegime, ServingOrder } from './queue-discipline';
import { isOlder, type Queued, type Ranked } from './queued';

export const OLDEST_FIRST: ServingOrder = { newestFirst: false, isBefore: isOlder };

/**
 * A priority queue with two ends, for any number.
 *
 * Those with the same head start stand in a lane in the order in which they came, so that only the ends of the lanes have
 * to be compared. Joining, being served and leaving from anywhere cost O(log p) for p priorities in use, however many
 * wait; what has a deadline that presses is a lane by itself. Nothing is left behind by one that leaves.
 */
export class WaitQueue<T extends Queued<T>> implements OrderedLine<T> {
  size = 0;
  private readonly lanes = new Map<number, Lane<T>>();
  private readonly front = new IndexedHeap<Lane<T>>('front', (a, b) =>
    this.isBefore(this.firstOf(a), this.firstOf(b)),
  );
  /** Made when it is first needed: most queues are never full. */
  private back: IndexedHeap<Lane<T>> | undefined = undefined;
  private current = OLDEST_FIRST;

  /** @param regime may change the order; without one it is always the oldest of the most urgent */
  constructor(private readonly regime?: QueueRegime) {}

  get first(): T | undefined {
    return this.firstOf(this.front.items[0]);
  }

  get last(): T | undefined {
    if (this.back === undefined) {
      this.back = new IndexedHeap('back', (a, b) => this.isBefore(this.lastOf(b), this.lastOf(a)));
      for (const lane of this.front.items) this.back.put(lane);
    }
    return this.lastOf(this.back.items[0]);
  }

  get order(): ServingOrder {
    return this.current;
  }

  set order(order: ServingOrder) {
    this.current = order;
    this.back?.clear();
    for (const lane of this.front.clear()) {
      this.front.put(lane);
      this.back?.put(lane);
    }
  }

  least(measure: (entry: Ranked) => number): number {
    let least = Infinity;
    for (const { head } of this.front.items) if (head) least = Math.min(least, measure(head));
    return least;
  }

  next(now: () => number): T | undefined {
    if (this.size > 0) this.regime?.review(this, now());
    return this.first;
  }

  add(entry: T): void {
    const { lead } = entry;
    let lane = this.lanes.get(lead);
    if (entry.key < entry.since - lead) lane = new Lane();
    else if (lane === undefined) this.lanes.set(lead, (lane = new Lane()));
    const isNew = lane.head === undefined;
    lane.add(entry);
    this.size++;
    if (isNew) this.headMoved(lane);
    this.tailMoved(lane);
  }

  remove(entry: T): boolean {
    const { lane } = entry;
    if (lane === undefined) return false;
    const isHead = lane.head === entry;
    const isTail = lane.tail === entry;
    lane.remove(entry);
    this.size--;
    if (lane.head === undefined) {
      this.front.remove(lane);
      this.back?.remove(lane);
      if (this.lanes.get(entry.lead) === lane) this.lanes.delete(entry.lead);
    } else if (isHead) this.headMoved(lane);
    else if (isTail) this.tailMoved(lane);
    return true;
  }

  private headMoved(lane: Lane<T>): void {
    (this.current.newestFirst ? this.back : this.front)?.put(lane);
  }

  private tailMoved(lane: Lane<T>): void {
    (this.current.newestFirst ? this.front : this.back)?.put(lane);
  }

  private firstOf(lane: Lane<T> | undefined): T | undefined {
    return this.current.newestFirst ? lane?.tail : lane?.head;
  }

  private lastOf(lane: Lane<T> | undefined): T | undefined {
    return this.current.newestFirst ? lane?.head : lane?.tail;
  }

  private isBefore(a: T | undefined, b: T | undefined): boolean {
    return a !== undefined && b !== undefined && this.current.isBefore(a, b);
  }
}

import { IndexedHeap } from './indexed-heap';
import { Lane } from './lane';
import type { Queued } from './queued';
import type { Ranked, ServingOrder, WaitingLine } from './waiting-line';

/** By age, head starts included; among equals the one that came first. */
export const OLDEST_FIRST: ServingOrder = {
  newestFirst: false,
  isBefore: (a, b) => (a.key === b.key ? a.turn < b.turn : a.key < b.key),
};

/**
 * A priority queue with two ends: the first is served, the last is shed when there is no more room.
 *
 * Those with the same head start stand in a lane in the order in which they came, so that only the ends of the lanes have
 * to be compared. Joining, being served and leaving from anywhere cost O(log p) for p priorities in use, however many
 * wait; what has a deadline that presses is a lane by itself. Nothing is left behind by one that leaves.
 */
export class WaitQueue<T extends Queued<T>> implements WaitingLine<T> {
  size = 0;
  private readonly lanes = new Map<number, Lane<T>>();
  private readonly front = new IndexedHeap<Lane<T>>('front', (a, b) =>
    this.isBefore(this.firstOf(a), this.firstOf(b)),
  );
  private readonly back = new IndexedHeap<Lane<T>>('back', (a, b) =>
    this.isBefore(this.lastOf(b), this.lastOf(a)),
  );
  private current = OLDEST_FIRST;

  get first(): T | undefined {
    return this.firstOf(this.front.items[0]);
  }

  get last(): T | undefined {
    return this.lastOf(this.back.items[0]);
  }

  get order(): ServingOrder {
    return this.current;
  }

  set order(order: ServingOrder) {
    this.current = order;
    const lanes = [...this.front.items];
    for (const lane of lanes) this.unplace(lane);
    for (const lane of lanes) this.place(lane);
  }

  least(measure: (entry: Ranked) => number): number {
    let least = Infinity;
    for (const { head } of this.front.items) if (head) least = Math.min(least, measure(head));
    return least;
  }

  admits(): boolean {
    return this.size === 0;
  }

  add(entry: T): void {
    const { lead } = entry;
    let lane = this.lanes.get(lead);
    if (entry.key < entry.since - lead) lane = new Lane();
    else if (lane === undefined) this.lanes.set(lead, (lane = new Lane()));
    lane.add(entry);
    this.size++;
    this.place(lane);
  }

  remove(entry: T): boolean {
    const { lane } = entry;
    if (lane === undefined) return false;
    lane.remove(entry);
    this.size--;
    if (lane.head !== undefined) this.place(lane);
    else {
      this.unplace(lane);
      if (this.lanes.get(entry.lead) === lane) this.lanes.delete(entry.lead);
    }
    return true;
  }

  private place(lane: Lane<T>): void {
    this.front.put(lane);
    this.back.put(lane);
  }

  private unplace(lane: Lane<T>): void {
    this.front.remove(lane);
    this.back.remove(lane);
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

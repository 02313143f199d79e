import { isOlder, type Ranked } from './queued';
import type { WaitingLine } from './waiting-line';

/**
 * A line for the hundred or so that wait in a bulkhead: an array, in order.
 *
 * Who comes is found its place from the end, where it mostly is. Nothing is faster up to a few thousand, and nothing is
 * smaller; beyond that take a {@link WaitQueue}.
 */
export class ShortLine<T extends Ranked> implements WaitingLine<T> {
  private readonly entries: T[] = [];

  get size(): number {
    return this.entries.length;
  }

  get last(): T | undefined {
    return this.entries.at(-1);
  }

  next(): T | undefined {
    return this.entries[0];
  }

  add(entry: T): void {
    const { entries } = this;
    let place = entries.length;
    for (let other = entries.at(-1); other && isOlder(entry, other); other = entries[place - 1]) {
      place--;
    }
    entries.splice(place, 0, entry);
  }

  remove(entry: T): boolean {
    const place = this.entries.indexOf(entry);
    if (place >= 0) this.entries.splice(place, 1);
    return place >= 0;
  }
}

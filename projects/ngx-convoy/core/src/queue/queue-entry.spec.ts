import type { Keyed } from './keyed-queue';
import type { Lane } from './lane';

/** Something that waits, for specs of queues. */
export class Entry implements Keyed<Entry> {
  lane: Lane<Entry> | undefined = undefined;
  ahead: Entry | undefined = undefined;
  behind: Entry | undefined = undefined;
  readonly key: number;
  readonly group: string | undefined;

  /** @param latest when it would have to begin, by its deadline */
  constructor(
    readonly since: number,
    readonly lead: number,
    readonly turn: number,
    latest?: number,
    group?: string,
  ) {
    this.group = group;
    this.key = Math.min(since - lead, latest ?? Infinity);
  }

  onDue(): void {
    throw new Error('It may wait for ever.');
  }
}

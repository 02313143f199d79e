import type { Lane } from './lane';

/** What decides who is served first. */
export interface Ranked {
  /** Steady milliseconds: when it came. Never less than that of one that came before. */
  readonly since: number;
  /** Milliseconds by which it counts as if it had come earlier. */
  readonly lead: number;
  /** Steady milliseconds: the smallest is served first. `since - lead`, or less when a deadline presses. */
  readonly key: number;
  /** Decides between equals: how many came before it. */
  readonly turn: number;
}

/** By age, head starts included; among equals the one that came first. */
export function isOlder(a: Ranked, b: Ranked): boolean {
  return a.key === b.key ? a.turn < b.turn : a.key < b.key;
}

/** What can wait in a {@link WaitQueue}. Nothing but its links may change while it does. */
export interface Queued<T extends Queued<T>> extends Ranked {
  /** Where it stands, and between whom; kept by the queue. */
  lane: Lane<T> | undefined;
  ahead: T | undefined;
  behind: T | undefined;
  /** It is not to wait any longer: it leaves, and whoever waits with it is told. */
  onDue(): void;
}

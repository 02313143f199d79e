/** Something that a person has set by hand, for a while. */
export interface Held<T> {
  readonly value: T;
  /** Who has set it; may be empty. */
  readonly by: string;
  /** Why, in words; may be empty. */
  readonly reason: string;
  /** Epoch milliseconds at which it was set. */
  readonly since: number;
  /** Epoch milliseconds at which it ends by itself. */
  readonly until: number;
}

/** Longest time to live, in milliseconds: a day. What must hold for longer belongs into the configuration. */
export const LONGEST_HOLD = 86_400_000;

/** Whether it still holds. A clock that was set back past its beginning ends it, too: nothing may hold for ever. */
export function isHeld({ since, until }: Held<unknown>, now: number): boolean {
  return now < until && now > until - LONGEST_HOLD - 1 && since <= until;
}

/**
 * Reads what was stored. What comes out of a storage may be anything: it is taken apart and checked.
 *
 * @param data a parsed JSON value
 * @param isValue whether the value is one that can be held
 * @returns `undefined` when it is nothing that was held, or is over
 */
export function readHeld<T>(
  data: unknown,
  isValue: (value: unknown) => value is T,
  now: number,
): Held<T> | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { value, by, reason, since, until } = data as Partial<Record<keyof Held<T>, unknown>>;
  if (!isValue(value) || !isTime(since) || !isTime(until)) return undefined;
  const held = { value, by: textOf(by), reason: textOf(reason), since, until };
  return isHeld(held, now) ? held : undefined;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

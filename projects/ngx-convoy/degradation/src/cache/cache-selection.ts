import { showsAny, type CacheSlot } from 'ngx-convoy/core';

/** What is to be dropped: everything of which all that is said holds. Plain data: other tabs and the disk are told. */
export interface DropSelection {
  readonly service?: string | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly tag?: string | undefined;
}

/** Whether something that is kept is meant. */
export function isSelected(
  slot: Pick<CacheSlot<unknown>, 'key' | 'tags'>,
  { service, paths, tag }: DropSelection,
): boolean {
  const { key, tags } = slot;
  return (
    (service === undefined || key.service === service) &&
    (paths === undefined || showsAny(key.service, paths)(slot)) &&
    (tag === undefined || tags.includes(tag))
  );
}

export function isDropSelection(data: unknown): data is DropSelection {
  if (typeof data !== 'object' || data === null) return false;
  const { service, paths, tag } = data as Partial<Record<keyof DropSelection, unknown>>;
  return (
    (service === undefined || typeof service === 'string') &&
    (paths === undefined || (Array.isArray(paths) && paths.every((p) => typeof p === 'string'))) &&
    (tag === undefined || typeof tag === 'string')
  );
}

import { joinRows, type KeptRow, type SharedSketch, TIERS } from 'ngx-convoy/core';
import { type FoundRow, KEPT, type RowStore } from './row-store';

/** A row, and how many it was made of. */
export interface JoinedRow {
  readonly row: KeptRow;
  readonly parts: number;
}

/** Rows as rows of a coarser tier. @param length milliseconds of one of those */
export function rollUp(
  rows: readonly JoinedRow[],
  length: number,
  shared: SharedSketch,
): readonly JoinedRow[] {
  const groups = new Map<number, JoinedRow[]>();
  for (const each of rows) {
    const start = Math.floor(each.row.start / length) * length;
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [each]);
    else group.push(each);
  }
  return Array.from(groups, ([start, group]) => ({
    row: joinRows(
      start,
      group.map(({ row }) => row),
      shared,
    ),
    parts: group.reduce((sum, { parts }) => sum + parts, 0),
  }));
}

/** Rows of a tier, those from finer ones where they know of more than is stored. */
export function complete(
  stored: readonly JoinedRow[],
  fromFiner: readonly JoinedRow[],
): readonly JoinedRow[] {
  const best = new Map(stored.map((each) => [each.row.start, each]));
  for (const each of fromFiner) {
    if ((best.get(each.row.start)?.parts ?? 0) < each.parts) best.set(each.row.start, each);
  }
  return [...best.values()];
}

/**
 * Puts the minutes of all tabs together to hours, and hours to days, and removes what is too old. Doing it twice changes nothing:
 * a row is written only when there is more to it than before, such as a minute of a tab that was late.
 *
 * @param now epoch milliseconds
 * @param patience share of the usual time for which minutes and hours are kept: less where room is scarce
 */
export async function compact(
  store: RowStore,
  service: string,
  now: number,
  shared: SharedSketch,
  patience = 1,
): Promise<void> {
  const hour = Math.floor(now / TIERS.hour) * TIERS.hour;
  const day = Math.floor(now / TIERS.day) * TIERS.day;
  const minutes = await store.read(service, 'minute', hour - KEPT.minute - TIERS.hour, hour);
  const hours = await store.read(service, 'hour', day - KEPT.hour, hour);
  const newHours = more(hours, rollUp(minutes, TIERS.hour, shared));
  await store.put(service, 'hour', '', newHours);

  const ended = complete(hours, newHours).filter(({ row }) => row.start < day);
  const days = await store.read(service, 'day', day - KEPT.day, day);
  await store.put(service, 'day', '', more(days, rollUp(ended, TIERS.day, shared)));

  // By whole hours and days: what is left of one would be taken for all of it.
  const cut = (length: number, kept: number): number =>
    Math.floor((now - kept * patience) / length) * length;
  await store.prune(service, 'minute', cut(TIERS.hour, KEPT.minute));
  await store.prune(service, 'hour', cut(TIERS.day, KEPT.hour));
  await store.prune(service, 'day', cut(TIERS.day, KEPT.day / patience));
}

function more(stored: readonly FoundRow[], made: readonly JoinedRow[]): readonly JoinedRow[] {
  const parts = new Map(stored.map((each) => [each.row.start, each.parts]));
  return made.filter((each) => each.parts > (parts.get(each.row.start) ?? 0));
}

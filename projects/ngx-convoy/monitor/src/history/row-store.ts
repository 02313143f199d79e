import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type KeptRow, TIERS } from 'ngx-convoy/core';
import { decodeRow, encodeRow, partsOf } from './stored-row';

/** The tiers that outlive the page. */
export type KeptTier = 'minute' | 'hour' | 'day';

/** Of which service and tier a row is, when it begins, and which tab has seen it; none for what several were put together to. */
export type RowKey = [service: string, tier: KeptTier, start: number, tab: string];

/** A row of the database. */
export interface FoundRow {
  readonly tab: string;
  readonly row: KeptRow;
  readonly parts: number;
}

interface Schema extends DBSchema {
  rows: { key: RowKey; value: unknown };
}

const VERSION = 1;

/**
 * Rows of all services and tabs in IndexedDB. Opened when it is first needed, and again after the browser has closed it; fails as
 * IndexedDB fails.
 */
export class RowStore {
  private opening: Promise<IDBPDatabase<Schema>> | undefined;

  /** @param name of the database */
  constructor(private readonly name: string) {}

  async put(
    service: string,
    tier: KeptTier,
    tab: string,
    rows: readonly { readonly row: KeptRow; readonly parts?: number }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const transaction = (await this.database()).transaction('rows', 'readwrite', RELAXED);
    for (const { row, parts } of rows) {
      void transaction.store.put(encodeRow(row, parts), [service, tier, row.start, tab]);
    }
    await transaction.done;
  }

  /**
   * Rows of all tabs that begin within a time, oldest first. What cannot be read is left out.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds, left out
   */
  async read(
    service: string,
    tier: KeptTier,
    from: number,
    to = Infinity,
  ): Promise<readonly FoundRow[]> {
    const { store } = (await this.database()).transaction('rows');
    const range = IDBKeyRange.bound([service, tier, from], [service, tier, to], false, true);
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return keys.flatMap(([, , start, tab], at) => {
      const row = decodeRow(start, values[at]);
      return row === undefined ? [] : [{ tab, row, parts: partsOf(values[at]) }];
    });
  }

  /** Names of all services of which there is anything. */
  async services(): Promise<readonly string[]> {
    const { store } = (await this.database()).transaction('rows');
    const names: string[] = [];
    for (
      let cursor = await store.openKeyCursor();
      cursor !== null;
      // An array sorts behind every string: straight to the next service.
      cursor = await store.openKeyCursor(IDBKeyRange.lowerBound([names.at(-1) ?? '', []]))
    ) {
      names.push(cursor.key[0]);
    }
    return names;
  }

  /** Removes what begins earlier. @param before epoch milliseconds */
  async prune(service: string, tier: KeptTier, before: number): Promise<void> {
    const range = IDBKeyRange.bound([service, tier], [service, tier, before], false, true);
    await (await this.database()).delete('rows', range);
  }

  async close(): Promise<void> {
    const database = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    database?.close();
  }

  private database(): Promise<IDBPDatabase<Schema>> {
    const reopen = (): void => {
      this.opening = undefined;
    };
    this.opening ??= openDB<Schema>(this.name, VERSION, {
      upgrade: (database) => {
        database.createObjectStore('rows');
      },
      blocking: (_current, _next, event) => {
        // Numbers are no reason to keep a newer version of the app, or whoever deletes it, waiting.
        (event.target as IDBDatabase).close();
        reopen();
      },
      terminated: reopen,
    });
    this.opening.catch(reopen);
    return this.opening;
  }
}

/** A minute of numbers is not worth a disk's flush. */
const RELAXED = { durability: 'relaxed' } as const;

/** Milliseconds that rows of each tier are kept, as long as a series reaches back. */
export const KEPT: Readonly<Record<KeptTier, number>> = {
  minute: TIERS.day,
  hour: 30 * TIERS.day,
  day: 365 * TIERS.day,
};

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { OutboxEntry } from 'ngx-convoy/core';

/** A row; the database itself gives it its place in the line. */
export type OutboxRow = Omit<OutboxEntry, 'seq'> & { readonly seq?: number };

/** Something that was stored and is no entry: kept, so that nothing is lost and somebody can look at it. */
export interface UnreadableRow {
  /** Epoch milliseconds at which it was found. */
  readonly foundAt: number;
  readonly row: unknown;
}

export interface OutboxSchema extends DBSchema {
  entries: {
    key: number;
    value: OutboxRow;
    indexes: { id: string; identity: string; line: [identity: string, key: string] };
  };
  /** By identity; there while its queue is paused. */
  paused: { key: string; value: true };
  unreadable: { key: number; value: UnreadableRow };
}

export type OutboxDatabase = IDBPDatabase<OutboxSchema>;

/** One step from a version of the database to the next. Entries may wait: what it does not change stays as it is. */
export type Migration = (
  database: OutboxDatabase,
  transaction: IDBPTransaction<OutboxSchema, StoreNames<OutboxSchema>[], 'versionchange'>,
) => void;

/** From nothing to the current version; a released migration is never changed, only followed by another. */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    const entries = database.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true });
    entries.createIndex('id', 'id', { unique: true });
    entries.createIndex('identity', 'identity');
    entries.createIndex('line', ['identity', 'key']);
    database.createObjectStore('paused');
    database.createObjectStore('unreadable', { autoIncrement: true });
  },
];

/** What the browser may do to the database. */
export interface DatabaseEvents {
  /** A tab with a newer version of the app wants to open it: this one has to let go. */
  superseded(): void;
  /** The browser has closed it, mostly because the site's data were cleared. */
  terminated(): void;
  /** A tab with an older version does not let go; opening waits for it. */
  blocked(): void;
}

/** Opens the database, bringing it up to date first. */
export async function openOutboxDatabase(
  name: string,
  events: DatabaseEvents,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<OutboxDatabase> {
  // Named here only: a bundler could not drop it from an app without an outbox.
  const { openDB } = await import('idb');
  return await openDB<OutboxSchema>(name, migrations.length, {
    upgrade: (database, oldVersion, _, transaction) => {
      for (const migrate of migrations.slice(oldVersion)) migrate(database, transaction);
    },
    blocked: () => {
      events.blocked();
    },
    blocking: (_current, next, event) => {
      (event.target as IDBDatabase).close();
      // Without a next version it is being deleted.
      if (next === null) events.terminated();
      else events.superseded();
    },
    terminated: () => {
      events.terminated();
    },
  });
}

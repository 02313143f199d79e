import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';
import type { SagaCommand, SagaEvent, SagaRecord } from 'ngx-convoy/core';

/** An event with the run it belongs to. */
export interface EventRow {
  readonly run: string;
  readonly event: SagaEvent;
}

/** A command on its way to whoever executes the run. */
export interface CommandRow {
  readonly run: string;
  readonly command: SagaCommand;
}

/** Who may execute, where the browser has no Web Locks. */
export interface LeaseRow {
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface SagaSchema extends DBSchema {
  runs: { key: string; value: SagaRecord };
  /** By run and place. */
  events: { key: [run: string, seq: number]; value: EventRow };
  commands: { key: number; value: CommandRow; indexes: { run: string } };
  leases: { key: string; value: LeaseRow };
}

export type SagaDatabase = IDBPDatabase<SagaSchema>;

/** One step from a version of the database to the next. Runs may be in flight: what it does not change stays as it is. */
export type Migration = (
  database: SagaDatabase,
  transaction: IDBPTransaction<SagaSchema, StoreNames<SagaSchema>[], 'versionchange'>,
) => void;

/** From nothing to the current version; a released migration is never changed, only followed by another. */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('events', { keyPath: ['run', 'event.seq'] });
    database.createObjectStore('commands', { autoIncrement: true }).createIndex('run', 'run');
    database.createObjectStore('leases');
  },
];

/** What the browser may do to an open database. */
export interface DatabaseEvents {
  /** A tab with a newer version of the app wants to open it: this one has to let go. */
  superseded(): void;
  /** The browser has closed it, mostly because the site's data were cleared. */
  terminated(): void;
}

/** Opens the database, bringing it up to date first. */
export async function openSagaDatabase(
  name: string,
  events: DatabaseEvents,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<SagaDatabase> {
  return await openDB<SagaSchema>(name, migrations.length, {
    upgrade: (database, oldVersion, _, transaction) => {
      for (const migrate of migrations.slice(oldVersion)) migrate(database, transaction);
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

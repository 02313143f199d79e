import {
  ConvoyError,
  enqueued,
  OutboxFullError,
  OutboxUnavailableError,
  OutboxUnstorableError,
  type OutboxChange,
  type OutboxContents,
  type OutboxDraft,
  type OutboxEntry,
  type OutboxStorage,
} from 'ngx-convoy/core';
import type { IDBPTransaction } from 'idb';
import { isOutboxRow } from './is-outbox-row';
import {
  MIGRATIONS,
  openOutboxDatabase,
  type Migration,
  type OutboxDatabase,
  type OutboxSchema,
} from './outbox-database';

const SUPERSEDED = 'a tab with a newer version of this app has taken over; reload this one';
const BLOCKED = 'a tab with an older version of this app is in the way; close it';
/** What a connection says that is no more; the second comes from WebKit, when its server process was ended. */
const CLOSED: readonly string[] = ['InvalidStateError', 'UnknownError'];
/** What is acknowledged is on the disk, not in a buffer of the operating system. */
const STRICT = { durability: 'strict' } as const;

/** What somebody should know about the storage: in words what is wrong, or nothing. */
export type StorageNews = (trouble: string | undefined) => void;

/** The outbox in IndexedDB: it survives the tab and is shared by all tabs of the origin. */
export class IndexedDbOutboxStorage implements OutboxStorage {
  private opening: Promise<OutboxDatabase> | undefined;
  private isSuperseded = false;

  constructor(
    /** Name of the database. */
    readonly name: string,
    private readonly tell: StorageNews,
    private readonly now: () => number,
    private readonly migrations: readonly Migration[] = MIGRATIONS,
  ) {}

  add(draft: OutboxDraft, capacity: number, now: number): Promise<OutboxEntry> {
    return this.attempt(async (database) => {
      const transaction = database.transaction('entries', 'readwrite', STRICT);
      const { store } = transaction;
      const known = await store.index('id').get(draft.id);
      if (isOutboxRow(known)) return known;
      if ((await store.count()) >= capacity) throw new OutboxFullError(capacity);
      const row = enqueued(draft, now);
      const seq = await committed(transaction, () => store.add(row));
      return { ...row, seq };
    });
  }

  list(identity: string): Promise<OutboxContents> {
    return this.attempt(async (database) => {
      const transaction = database.transaction(['entries', 'paused']);
      const [rows, isPaused] = await Promise.all([
        transaction.objectStore('entries').index('identity').getAll(identity),
        transaction.objectStore('paused').get(identity),
      ]);
      // An index gives rows of one value by their primary key: the order of the line.
      return { entries: rows.filter(isOutboxRow), isPaused: isPaused === true };
    });
  }

  revise(id: string, change: OutboxChange): Promise<OutboxEntry | null | undefined> {
    return this.attempt(async (database) => {
      const transaction = database.transaction('entries', 'readwrite', STRICT);
      const { store } = transaction;
      const row = await store.index('id').get(id);
      if (!isOutboxRow(row)) return undefined;
      const revised = change(row, await isHead(transaction, row));
      if (revised === undefined) return undefined;
      if (revised === null) await committed(transaction, () => store.delete(row.seq));
      else await committed(transaction, () => store.put(revised));
      return revised;
    });
  }

  pause(identity: string, isPaused: boolean): Promise<void> {
    return this.attempt(async (database) => {
      const transaction = database.transaction('paused', 'readwrite', STRICT);
      await committed<unknown>(transaction, () =>
        isPaused ? transaction.store.put(true, identity) : transaction.store.delete(identity),
      );
    });
  }

  /** How many rows were set aside, of whomever. */
  unreadable(): Promise<number> {
    return this.attempt((database) => database.count('unreadable'));
  }

  async close(): Promise<void> {
    const database = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    database?.close();
  }

  /** The database, opened at the first use, and again after the browser has closed it. */
  private database(): Promise<OutboxDatabase> {
    if (this.isSuperseded) return Promise.reject(new OutboxUnavailableError(SUPERSEDED));
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      const isNewer = nameOf(error) === 'VersionError';
      const reason = isNewer ? SUPERSEDED : `IndexedDB is refused (${nameOf(error)})`;
      this.tell(reason);
      throw new OutboxUnavailableError(reason, error);
    });
    return this.opening;
  }

  private async open(): Promise<OutboxDatabase> {
    const database = await openOutboxDatabase(
      this.name,
      {
        superseded: () => {
          this.isSuperseded = true;
          this.tell(SUPERSEDED);
        },
        terminated: () => {
          this.opening = undefined;
        },
        blocked: () => {
          this.tell(BLOCKED);
        },
      },
      this.migrations,
    );
    await this.setAside(database);
    this.tell(undefined);
    return database;
  }

  /** Rows that are no entries are moved to where they do no harm. */
  private async setAside(database: OutboxDatabase): Promise<void> {
    const transaction = database.transaction(['entries', 'unreadable'], 'readwrite', STRICT);
    let cursor = await transaction.objectStore('entries').openCursor();
    while (cursor !== null) {
      const row: unknown = cursor.value;
      if (!isOutboxRow(row)) {
        void transaction.objectStore('unreadable').add({ foundAt: this.now(), row });
        void cursor.delete();
      }
      cursor = await cursor.continue();
    }
    await transaction.done;
  }

  private async attempt<T>(task: (database: OutboxDatabase) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const database = await this.database();
      try {
        return await task(database);
      } catch (error) {
        // Closed under our hands, by the browser or in favour of a newer tab: `database` knows what comes next.
        if (CLOSED.includes(nameOf(error)) && tries === 0) {
          this.opening = undefined;
          continue;
        }
        throw typed(error);
      }
    }
  }
}

type Writing = IDBPTransaction<OutboxSchema, ['entries'], 'readwrite'>;

/** Whether nothing of its identity and key comes before it, dead letters aside. */
async function isHead(transaction: Writing, { seq, identity, key }: OutboxEntry): Promise<boolean> {
  let cursor = await transaction.store.index('line').openCursor([identity, key]);
  while (cursor !== null && cursor.primaryKey < seq) {
    if (cursor.value.state !== 'dead') return false;
    cursor = await cursor.continue();
  }
  return true;
}

/** It is asked for, and the transaction is through; when it cannot even be asked for, nothing happens. */
async function committed<T>(
  transaction: { readonly done: Promise<void>; abort(): void },
  ask: () => Promise<T>,
): Promise<T> {
  let request: Promise<T>;
  try {
    request = ask();
  } catch (error) {
    transaction.abort();
    await transaction.done.catch(() => undefined);
    throw error;
  }
  const [result] = await Promise.all([request, transaction.done]);
  return result;
}

function typed(error: unknown): unknown {
  if (error instanceof ConvoyError) return error;
  switch (nameOf(error)) {
    case 'QuotaExceededError':
      return new OutboxUnavailableError('there is no space left', error);
    case 'DataCloneError':
      return new OutboxUnstorableError(error);
    default:
      return new OutboxUnavailableError(`IndexedDB says ${nameOf(error)}`, error);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : String(error);
}

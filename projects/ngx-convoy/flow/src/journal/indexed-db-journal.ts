import {
  ConvoyError,
  SagaFencedError,
  SagaJournalFullError,
  SagaJournalLostError,
  SagaJournalUnavailableError,
  SagaUnstorableError,
  type ClaimedSaga,
  type PostedSagaCommand,
  type SagaAppend,
  type SagaCommand,
  type SagaEvent,
  type SagaHistory,
  type SagaJournal,
  type SagaRecord,
} from 'ngx-convoy/core';
import type { JournalHealth } from './journal-health';
import { MIGRATIONS, openSagaDatabase, type Migration, type SagaDatabase } from './saga-database';

const SUPERSEDED = 'a tab with a newer version of this app has taken over; reload this one';
/** What a connection says that is no more; the second comes from WebKit, when its server process was ended. */
const CLOSED: readonly string[] = ['InvalidStateError', 'UnknownError'];
const STRICT = { durability: 'strict' } as const;

/** The journal in IndexedDB: it survives the tab and is shared by all tabs of the origin. */
export class IndexedDbJournal implements SagaJournal {
  private opening: Promise<SagaDatabase> | undefined;
  private isSuperseded = false;
  private isFull = false;

  constructor(
    /** Name of the database. */
    readonly name: string,
    private readonly health: Pick<JournalHealth, 'set'>,
    private readonly migrations: readonly Migration[] = MIGRATIONS,
  ) {}

  create(record: SagaRecord, first: SagaEvent): Promise<SagaRecord | undefined> {
    return this.attempt(async (database) => {
      const transaction = database.transaction(['runs', 'events'], 'readwrite', STRICT);
      const known = await transaction.objectStore('runs').get(record.id);
      if (known === undefined) {
        await committed(transaction, function* () {
          yield transaction.objectStore('runs').put(record);
          yield transaction.objectStore('events').add({ run: record.id, event: first });
        });
      }
      return known;
    });
  }

  claim(id: string): Promise<ClaimedSaga | undefined> {
    return this.attempt(async (database) => {
      const stores = ['runs', 'events', 'commands'] as const;
      const transaction = database.transaction(stores, 'readwrite', STRICT);
      const runs = transaction.objectStore('runs');
      const known = await runs.get(id);
      if (known === undefined) return undefined;
      const record = { ...known, epoch: known.epoch + 1 };
      await runs.put(record);
      const rows = await transaction.objectStore('events').getAll(eventsOf(id));
      const index = transaction.objectStore('commands').index('run');
      const [commands, ids] = await Promise.all([index.getAll(id), index.getAllKeys(id)]);
      await transaction.done;
      return { record, events: rows.map(({ event }) => event), commands: posted(commands, ids) };
    });
  }

  append({ record, events, handled, durability }: SagaAppend): Promise<void> {
    return this.attempt(async (database) => {
      const stores = ['runs', 'events', 'commands'] as const;
      const transaction = database.transaction(stores, 'readwrite', { durability });
      const runs = transaction.objectStore('runs');
      const known = await runs.get(record.id);
      if (known === undefined) throw new SagaJournalLostError(record.id);
      if (known.epoch !== record.epoch) throw new SagaFencedError(record.id);
      await committed(transaction, function* () {
        yield runs.put(record);
        for (const event of events) {
          yield transaction.objectStore('events').add({ run: record.id, event });
        }
        for (const id of handled) yield transaction.objectStore('commands').delete(id);
      });
    });
  }

  post(id: string, command: SagaCommand): Promise<boolean> {
    return this.attempt(async (database) => {
      const transaction = database.transaction(['runs', 'commands'], 'readwrite', STRICT);
      if ((await transaction.objectStore('runs').get(id)) === undefined) return false;
      await committed(transaction, function* () {
        yield transaction.objectStore('commands').add({ run: id, command });
      });
      return true;
    });
  }

  commands(id: string): Promise<readonly PostedSagaCommand[]> {
    return this.attempt(async (database) => {
      const index = database.transaction('commands').store.index('run');
      const [commands, ids] = await Promise.all([index.getAll(id), index.getAllKeys(id)]);
      return posted(commands, ids);
    });
  }

  read(id: string): Promise<SagaHistory | undefined> {
    return this.attempt(async (database) => {
      const transaction = database.transaction(['runs', 'events']);
      const [record, rows] = await Promise.all([
        transaction.objectStore('runs').get(id),
        transaction.objectStore('events').getAll(eventsOf(id)),
      ]);
      return record && { record, events: rows.map(({ event }) => event) };
    });
  }

  list(): Promise<readonly SagaRecord[]> {
    return this.attempt(async (database) => {
      const records = await database.getAll('runs');
      return records.sort((a, b) => a.createdAt - b.createdAt);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.attempt(async (database) => {
      const stores = ['runs', 'events', 'commands'] as const;
      const transaction = database.transaction(stores, 'readwrite');
      const commands = transaction.objectStore('commands');
      for (const id of ids) {
        void transaction.objectStore('runs').delete(id);
        void transaction.objectStore('events').delete(eventsOf(id));
        for (const key of await commands.index('run').getAllKeys(id)) void commands.delete(key);
      }
      await transaction.done;
    });
  }

  /** The database, opened at the first use, and again after the browser has closed it. */
  database(): Promise<SagaDatabase> {
    if (this.isSuperseded) return Promise.reject(new SagaJournalUnavailableError(SUPERSEDED));
    this.opening ??= openSagaDatabase(
      this.name,
      {
        superseded: () => {
          this.isSuperseded = true;
          this.health.set('superseded', SUPERSEDED);
        },
        terminated: () => {
          this.opening = undefined;
        },
      },
      this.migrations,
    ).then(
      (database) => {
        this.health.set('ready');
        return database;
      },
      (error: unknown) => {
        this.opening = undefined;
        const isNewer = nameOf(error) === 'VersionError';
        const reason = isNewer ? SUPERSEDED : `IndexedDB is refused (${nameOf(error)})`;
        this.health.set(isNewer ? 'superseded' : 'refused', reason);
        throw new SagaJournalUnavailableError(reason, error);
      },
    );
    return this.opening;
  }

  async close(): Promise<void> {
    const database = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    database?.close();
  }

  private async attempt<T>(task: (database: SagaDatabase) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const database = await this.database();
      try {
        const result = await task(database);
        if (this.isFull) this.health.set('ready');
        this.isFull = false;
        return result;
      } catch (error) {
        // Closed under our hands, by the browser or in favour of a newer tab: `database` knows what comes next.
        if (CLOSED.includes(nameOf(error)) && tries === 0) {
          this.opening = undefined;
          continue;
        }
        const known = typed(error);
        if (known instanceof SagaJournalFullError) {
          this.isFull = true;
          this.health.set('full', known.message);
        }
        throw known;
      }
    }
  }
}

/** Everything is asked for, and the transaction is through; when something cannot even be asked for, nothing happens. */
async function committed(
  transaction: { readonly done: Promise<void>; abort(): void },
  ask: () => Iterable<Promise<unknown>>,
): Promise<void> {
  const requests: Promise<unknown>[] = [transaction.done];
  try {
    for (const request of ask()) requests.push(request);
  } catch (error) {
    transaction.abort();
    await Promise.allSettled(requests);
    throw error;
  }
  await Promise.all(requests);
}

/** Every key of a run's events: arrays sort after numbers. */
function eventsOf(run: string): IDBKeyRange {
  return IDBKeyRange.bound([run, 0], [run, []]);
}

function posted(
  rows: readonly { readonly command: SagaCommand }[],
  ids: readonly number[],
): readonly PostedSagaCommand[] {
  return rows.map(({ command }, index) => ({ id: ids[index] ?? 0, command }));
}

function typed(error: unknown): unknown {
  if (error instanceof ConvoyError) return error;
  switch (nameOf(error)) {
    case 'QuotaExceededError':
      return new SagaJournalFullError(error);
    case 'DataCloneError':
      return new SagaUnstorableError(error);
    default:
      return new SagaJournalUnavailableError(`IndexedDB says ${nameOf(error)}`, error);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : String(error);
}

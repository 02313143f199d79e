import type { DBSchema, IDBPDatabase } from 'idb';
import type { CacheSlot } from 'ngx-convoy/core';
import type { KeptBody } from './kept-response';

/** What is stored. Who it belongs to stands here as a digest only. */
interface DiskRow {
  readonly key: string;
  /** What the app called the form of its data. */
  readonly version: string;
  readonly user: string;
  readonly identity: string;
  /** Epoch milliseconds. */
  readonly storedAt: number;
  readonly slot: CacheSlot<KeptBody>;
}

interface CacheSchema extends DBSchema {
  responses: {
    key: string;
    value: DiskRow;
    indexes: { storedAt: number; user: string; identity: string; version: string };
  };
}

/** Number of the database's form. The app's own is in each row. */
const FORM = 1;

/**
 * Answers in IndexedDB, as many as it may keep. It knows its keys, so that nothing is asked that it does not have.
 *
 * A cache may lose anything at any time: a row that is not what it should be is dropped, and without room for a new one, half
 * of the old ones go.
 */
export class CacheDisk {
  private constructor(
    private readonly database: IDBPDatabase<CacheSchema>,
    private readonly keys: Set<string>,
    private readonly maxRows: number,
  ) {}

  /** @param version rows of another one are dropped */
  static async open(name: string, version: string, maxRows: number): Promise<CacheDisk> {
    // Named here only: a bundler could not drop it from an app without a cache on disk.
    const { openDB } = await import('idb');
    const database = await openDB<CacheSchema>(name, FORM, {
      upgrade: (fresh) => {
        const store = fresh.createObjectStore('responses', { keyPath: 'key' });
        for (const index of ['storedAt', 'user', 'identity', 'version'] as const) {
          store.createIndex(index, index);
        }
      },
      blocking: (_current, _next, event) => {
        (event.target as IDBDatabase).close();
      },
    });
    const disk = new CacheDisk(database, new Set(), maxRows);
    await disk.deleteWhere('version', (other) => other !== version);
    for (const key of await database.getAllKeys('responses')) disk.keys.add(key);
    return disk;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  async get(key: string): Promise<CacheSlot<KeptBody> | undefined> {
    const row: unknown = await this.database.get('responses', key);
    const slot = slotOf(row);
    if (slot === undefined) await this.delete([key]);
    return slot;
  }

  /** @throws DOMException `QuotaExceededError` when there is no room even without half of the others */
  async put(row: DiskRow): Promise<void> {
    try {
      await this.database.put('responses', row);
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.deleteOldest(Math.ceil(this.keys.size / 2));
      await this.database.put('responses', row);
    }
    this.keys.add(row.key);
    if (this.keys.size > this.maxRows) await this.deleteOldest(this.keys.size - this.maxRows);
  }

  async delete(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const { store, done } = this.database.transaction('responses', 'readwrite');
    for (const key of keys) {
      this.keys.delete(key);
      void store.delete(key);
    }
    await done;
  }

  /** Deletes what belongs to values of an index that are meant. */
  async deleteWhere(
    index: 'user' | 'identity' | 'version',
    isMeant: (value: string) => boolean,
  ): Promise<void> {
    const { store, done } = this.database.transaction('responses', 'readwrite');
    for (
      let cursor = await store.index(index).openCursor();
      cursor !== null;
      cursor = await cursor.continue()
    ) {
      if (!isMeant(cursor.key)) continue;
      this.keys.delete(cursor.primaryKey);
      void cursor.delete();
    }
    await done;
  }

  /** Deletes what is meant; a row that cannot be read, too. */
  async deleteSlots(isMeant: (slot: CacheSlot<KeptBody>) => boolean): Promise<void> {
    const { store, done } = this.database.transaction('responses', 'readwrite');
    for (let cursor = await store.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      const slot = slotOf(cursor.value);
      if (slot !== undefined && !isMeant(slot)) continue;
      this.keys.delete(cursor.primaryKey);
      void cursor.delete();
    }
    await done;
  }

  close(): void {
    this.database.close();
  }

  private async deleteOldest(count: number): Promise<void> {
    const index = this.database.transaction('responses').store.index('storedAt');
    await this.delete(await index.getAllKeys(undefined, count));
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** What others may have written in the place of a slot is none. */
function slotOf(row: unknown): CacheSlot<KeptBody> | undefined {
  if (!isRecord(row) || !isRecord(row['slot'])) return undefined;
  const { key, tags, responses } = row['slot'];
  const isSlot =
    isRecord(key) &&
    ['service', 'path', 'method', 'type'].every((part) => typeof key[part] === 'string') &&
    isList(tags, (tag) => typeof tag === 'string') &&
    isList(responses, isResponse);
  return isSlot ? (row['slot'] as unknown as CacheSlot<KeptBody>) : undefined;
}

function isResponse(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['status', 'requestTime', 'responseTime'].every((part) => Number.isFinite(value[part])) &&
    isRecord(value['body']) &&
    isRecord(value['headers']) &&
    Object.values(value['headers']).every((header) => typeof header === 'string') &&
    isRecord(value['varied'])
  );
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

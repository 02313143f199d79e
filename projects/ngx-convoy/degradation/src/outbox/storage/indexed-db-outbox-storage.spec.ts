import { openDB, deleteDB } from 'idb';
import {
  OutboxFullError,
  OutboxUnavailableError,
  OutboxUnstorableError,
  type OutboxDraft,
} from 'ngx-convoy/core';
import { IndexedDbOutboxStorage } from './indexed-db-outbox-storage';
import { MIGRATIONS } from './outbox-database';

describe('IndexedDbOutboxStorage', () => {
  let name: string;
  let news: (string | undefined)[];
  let open: IndexedDbOutboxStorage[];

  beforeEach(() => {
    name = `spec-outbox-${Date.now()}-${Math.random()}`;
    news = [];
    open = [];
  });

  afterEach(async () => {
    await Promise.all(open.map((storage) => storage.close()));
    await deleteDB(name);
  });

  function storage(migrations = MIGRATIONS): IndexedDbOutboxStorage {
    const made = new IndexedDbOutboxStorage(
      name,
      (trouble) => news.push(trouble),
      () => 9,
      migrations,
    );
    open.push(made);
    return made;
  }

  function draft(id: string, changes: Partial<OutboxDraft> = {}): OutboxDraft {
    return {
      ...{ id, identity: 'ann', key: 'a', idempotencyKey: id, method: 'POST', url: '/x' },
      ...{ service: undefined, headers: { Accept: ['text/plain'] }, withCredentials: false },
      ...{ body: { kind: 'none' }, attempts: 0, wait: 0 },
      ...changes,
    };
  }

  it('keeps entries in the order of the line, each with its owner', async () => {
    await storage().add(draft('one'), 9, 1);
    await storage().add(draft('two', { identity: 'bob' }), 9, 2);
    await storage().add(draft('three'), 9, 3);
    const { entries, isPaused } = await storage().list('ann');
    expect(entries.map(({ id, seq }) => [id, seq])).toEqual([
      ['one', 1],
      ['three', 3],
    ]);
    expect(isPaused).toBeFalse();
    expect(entries[0]).toEqual(
      jasmine.objectContaining({
        state: 'waiting',
        enqueuedAt: 1,
        headers: { Accept: ['text/plain'] },
      }),
    );
  });

  it('gives what is there for an id that it has, and refuses what is too much', async () => {
    const one = storage();
    const first = await one.add(draft('one'), 1, 1);
    expect(await one.add(draft('one', { body: 'other' }), 1, 2)).toEqual(first);
    await expectAsync(one.add(draft('two'), 1, 2)).toBeRejectedWithError(OutboxFullError);
  });

  it('lets one change at a time see the entry as it is, and whether it is the head', async () => {
    const one = storage();
    await one.add(draft('one'), 9, 1);
    await one.add(draft('two'), 9, 2);
    const other = storage();
    const heads: boolean[] = [];
    await Promise.all(
      [one, other, one].map((each) =>
        each.revise('two', (entry, isHead) => {
          heads.push(isHead);
          return { ...entry, attempts: entry.attempts + 1 };
        }),
      ),
    );
    await other.revise('one', (entry) => ({ ...entry, state: 'dead' }));
    const revised = await one.revise('two', (entry, isHead) => {
      heads.push(isHead);
      return entry;
    });
    expect(heads).toEqual([false, false, false, true]);
    expect(revised?.attempts).toBe(3);
    expect(await one.revise('two', () => null)).toBeNull();
    expect(await other.revise('two', (entry) => entry)).toBeUndefined();
    expect(await other.revise('one', () => undefined)).toBeUndefined();
  });

  it('remembers who has paused', async () => {
    await storage().pause('ann', true);
    expect((await storage().list('ann')).isPaused).toBeTrue();
    expect((await storage().list('bob')).isPaused).toBeFalse();
    await storage().pause('ann', false);
    expect((await storage().list('ann')).isPaused).toBeFalse();
  });

  it('sets rows aside that are no entries, and loses none', async () => {
    const first = storage();
    await first.add(draft('one'), 9, 1);
    await first.close();
    const raw = await openDB(name);
    await raw.add('entries', { id: 'broken', identity: 'ann', key: 'a' });
    await raw.add('entries', { ...(await raw.get('entries', 1)), id: 'b2', seq: 7, headers: 5 });
    raw.close();
    const one = storage();
    expect((await one.list('ann')).entries.map(({ id }) => id)).toEqual(['one']);
    expect(await one.unreadable()).toBe(2);
    const check = await openDB(name);
    expect(((await check.getAll('unreadable')) as { foundAt: number }[])[0]?.foundAt).toBe(9);
    check.close();
  });

  it('says what cannot be stored, and keeps nothing of it', async () => {
    const one = storage();
    const odd = one.add(draft('one', { body: () => 1 }), 9, 1);
    await expectAsync(odd).toBeRejectedWithError(OutboxUnstorableError);
    expect((await one.list('ann')).entries).toEqual([]);
  });

  it('lets a newer version of the app have the database, and says so', async () => {
    const old = storage();
    await old.add(draft('one'), 9, 1);
    const newer = storage([...MIGRATIONS, () => undefined]);
    expect((await newer.list('ann')).entries.length).toBe(1);
    await expectAsync(old.add(draft('two'), 9, 1)).toBeRejectedWithError(OutboxUnavailableError);
    expect(news.filter((each) => each?.includes('newer version')).length).toBe(1);
    await expectAsync(storage().list('ann')).toBeRejectedWithError(OutboxUnavailableError);
  });

  it('says that it waits for a tab with an older version that does not let go', async () => {
    const stubborn = await openDB(name, 1, {
      upgrade: (database) => {
        database.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true });
      },
    });
    const newer = storage([...MIGRATIONS, () => undefined])
      .list('ann')
      .catch(() => undefined);
    while (news.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(news[0]).toContain('older version');
    stubborn.close();
    await newer;
  });

  it('turns a quota that is used up into an error of its own', async () => {
    const one = storage();
    await one.list('ann');
    spyOn(IDBObjectStore.prototype, 'add').and.throwError(
      new DOMException('full', 'QuotaExceededError'),
    );
    await expectAsync(one.add(draft('one'), 9, 1)).toBeRejectedWithError(
      OutboxUnavailableError,
      /no space/,
    );
  });
});

import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { deleteDB, openDB } from 'idb';
import { bodies, down, MINUTE, scene, type Scene } from './cache-scene.spec';
import { CacheStorage } from './cache-storage';

let names = 0;
let name = '';
let version = '1';
const user = signal('ada');

/** A page with the same disk as the one before it. */
function page(cacheEntries = 200): Scene & { settled(): Promise<void> } {
  TestBed.resetTestingModule();
  const options = { identity: () => user(), cacheEntries };
  const it = scene({}, options, { storage: 'indexed-db', name, version });
  TestBed.tick();
  return { ...it, settled: () => TestBed.inject(CacheStorage).settled() };
}

/** What a call gets when only the disk may know. */
async function read(it: ReturnType<typeof page>, path?: string): Promise<unknown[]> {
  const asked = it.get(path);
  await it.settled();
  // The disk answers in a task of its own.
  for (let turn = 0; turn < 20 && asked.responses.length === 0; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  for (const request of it.sent()) request.flush(null, down);
  return bodies(asked);
}

function rows(): Promise<{ key: string; user: string }[]> {
  return openDB(name).then(async (database) => {
    const all = (await database.getAll('responses')) as { key: string; user: string }[];
    database.close();
    return all;
  });
}

describe('A cache on disk', () => {
  beforeEach(() => {
    names += 1;
    name = `cache-spec-${names}`;
    version = '1';
    user.set('ada');
  });
  afterEach(async () => {
    TestBed.resetTestingModule();
    await deleteDB(name);
  });

  async function filled(): Promise<void> {
    const it = page();
    await it.settled();
    it.fill({ price: 5 });
    it.fill([1, 2], {}, '/list?page=2');
    await it.settled();
  }

  it('answers the next page without asking', async () => {
    await filled();
    const it = page();
    await it.settled();
    expect(await read(it)).toEqual([{ price: 5 }]);
    expect(await read(it, '/list?page=2')).toEqual([[1, 2]]);
    expect(await read(it, '/list?page=3')).toEqual([]);
  });

  it('answers also a request that comes before the disk is open', async () => {
    await filled();
    expect(await read(page())).toEqual([{ price: 5 }]);
  });

  it('stands in for a service that fails, with its age', async () => {
    await filled();
    const it = page();
    it.clock.advance(6 * MINUTE);
    await it.settled();
    const asked = it.get();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const request of it.sent()) request.flush(null, down);
    expect(asked.responses.map(({ headers }) => headers.get('Age'))).toEqual(['360']);
  });

  it('shows nothing of one user to the next, and has nothing of him left', async () => {
    await filled();
    user.set('bob');
    const it = page();
    await it.settled();
    TestBed.tick();
    expect(await read(it)).toEqual([]);
    await it.settled();
    expect(await rows()).toEqual([]);
  });

  it('has no name and no token in clear', async () => {
    await filled();
    expect(JSON.stringify(await rows())).not.toContain('ada');
  });

  it('drops what another version of the app has kept', async () => {
    await filled();
    version = '2';
    const it = page();
    await it.settled();
    expect(await read(it)).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('drops a row that is not what it should be, and goes on', async () => {
    await filled();
    const database = await openDB(name);
    for (const row of (await database.getAll('responses')) as { slot: unknown }[]) {
      await database.put('responses', { ...row, slot: { key: {}, responses: 'x' } });
    }
    database.close();
    const it = page();
    await it.settled();
    expect(await read(it)).toEqual([]);
    it.fill({ price: 6 });
    await it.settled();
    expect((await rows()).length).toBe(2);
    expect(await read(page())).toEqual([{ price: 6 }]);
  });

  it('drops what a change has made untrue, also for the next page', async () => {
    await filled();
    const it = page();
    await it.settled();
    it.http.post('/api/prices/list', {}).subscribe();
    for (const request of it.sent()) request.flush({});
    await it.settled();
    expect((await rows()).length).toBe(1);
  });

  it('keeps no more than it may, those that came last', async () => {
    const it = page(1);
    await it.settled();
    for (let n = 0; n < 9; n += 1) {
      it.clock.advance(1);
      it.fill({ n }, {}, `/${n}`);
    }
    await it.settled();
    const kept = (await rows()).map(({ key }) => /"\/(\d)"/.exec(key)?.[1]);
    expect(kept.sort()).toEqual(['5', '6', '7', '8']);
  });

  it('survives a disk without room, and says so', async () => {
    await filled();
    const it = page();
    await it.settled();
    const put = spyOn(IDBObjectStore.prototype, 'put').and.throwError(
      new DOMException('no room', 'QuotaExceededError'),
    );
    it.fill({ price: 6 }, {}, '/8');
    await it.settled();
    const storage = TestBed.inject(CacheStorage);
    expect(storage.state()).toBe('full');
    expect(bodies(it.get('/8'))).toEqual([{ price: 6 }]);
    // It has tried with half of the old ones gone.
    expect((await rows()).length).toBe(1);
    put.and.callThrough();
    it.fill({ price: 7 }, {}, '/9');
    await it.settled();
    expect(storage.state()).toBe('ready');
  });

  it('goes on in memory where the browser has no disk for it', async () => {
    spyOn(IDBFactory.prototype, 'open').and.throwError(new DOMException('no', 'SecurityError'));
    const it = page();
    await it.settled();
    expect(TestBed.inject(CacheStorage).state()).toBe('refused');
    it.fill({ price: 5 });
    expect(bodies(it.get())).toEqual([{ price: 5 }]);
  });
});

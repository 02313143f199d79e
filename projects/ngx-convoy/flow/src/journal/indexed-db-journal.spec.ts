import {
  SagaFencedError,
  SagaJournalFullError,
  SagaJournalLostError,
  SagaJournalUnavailableError,
  SagaUnstorableError,
  type SagaAppend,
  type SagaRecord,
} from 'ngx-convoy/core';
import { forget, freshName } from '../tabs.spec';
import { IndexedDbJournal } from './indexed-db-journal';
import { MIGRATIONS } from './saga-database';

describe('IndexedDbJournal', () => {
  let name: string;
  let states: string[];
  let open: IndexedDbJournal[];

  beforeEach(() => {
    name = freshName();
    states = [];
    open = [];
  });

  afterEach(async () => {
    await Promise.all(open.map((journal) => journal.close()));
    await forget(name);
  });

  function journal(migrations = MIGRATIONS): IndexedDbJournal {
    const made = new IndexedDbJournal(name, { set: (state) => states.push(state) }, migrations);
    open.push(made);
    return made;
  }

  function record(changes: Partial<SagaRecord> = {}): SagaRecord {
    return {
      id: 'r1',
      saga: 'order',
      version: 1,
      scope: undefined,
      status: 'pending',
      seq: 1,
      epoch: 0,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      createdAt: 1,
      updatedAt: 1,
      cause: undefined,
      ...changes,
    };
  }

  const first = { type: 'started', input: { total: 5 }, shape: ['a'], seq: 0, at: 1 } as const;

  function append(changes: Partial<SagaAppend> = {}): SagaAppend {
    return {
      record: record({ epoch: 1, seq: 2 }),
      events: [{ type: 'intent', step: 'a', attempt: 1, seq: 1, at: 2 }],
      handled: [],
      durability: 'strict',
      ...changes,
    };
  }

  async function claimed(): Promise<IndexedDbJournal> {
    const made = journal();
    await made.create(record(), first);
    await made.claim('r1');
    return made;
  }

  it('keeps a run and its events in order', async () => {
    const one = await claimed();
    await one.append(append());
    const history = await journal().read('r1');
    expect(history?.events.map(({ type }) => type)).toEqual(['started', 'intent']);
    expect(history?.record.seq).toBe(2);
    expect((await one.list()).length).toBe(1);
  });

  it('leaves a run alone that is there, and gives it back', async () => {
    const one = await claimed();
    expect((await one.create(record({ saga: 'other' }), first))?.saga).toBe('order');
    expect((await one.read('r1'))?.record.saga).toBe('order');
  });

  it('lets only the last who claimed write', async () => {
    const one = await claimed();
    expect((await journal().claim('r1'))?.record.epoch).toBe(2);
    await expectAsync(one.append(append())).toBeRejectedWithError(SagaFencedError);
    expect((await one.read('r1'))?.events.length).toBe(1);
  });

  it('hands commands over once, in order', async () => {
    const one = await claimed();
    const operator = { by: 'Ada', reason: 'r' };
    expect(await journal().post('r1', { type: 'retry', operator })).toBeTrue();
    expect(await one.post('r1', { type: 'compensate', operator })).toBeTrue();
    expect(await one.post('r9', { type: 'retry', operator })).toBeFalse();
    const commands = await one.commands('r1');
    expect(commands.map(({ command }) => command.type)).toEqual(['retry', 'compensate']);
    await one.append(append({ handled: commands.map(({ id }) => id) }));
    expect(await one.commands('r1')).toEqual([]);
  });

  it('forgets a run with all that belongs to it', async () => {
    const one = await claimed();
    await one.post('r1', { type: 'retry', operator: { by: 'Ada', reason: 'r' } });
    await one.create(record({ id: 'r10' }), first);
    await one.remove(['r1']);
    expect(await one.read('r1')).toBeUndefined();
    expect(await one.commands('r1')).toEqual([]);
    expect((await one.read('r10'))?.events.length).toBe(1);
  });

  it('writes strictly what others build on', async () => {
    const one = await claimed();
    const asked: unknown[] = [];
    const begin = IDBDatabase.prototype.transaction;
    spyOn(IDBDatabase.prototype, 'transaction').and.callFake(function (
      this: IDBDatabase,
      ...args: Parameters<IDBDatabase['transaction']>
    ) {
      asked.push(args[2]?.durability);
      return begin.apply(this, args);
    });
    await one.append(append());
    await one.append(append({ events: [], durability: 'relaxed' }));
    expect(asked).toEqual(['strict', 'relaxed']);
  });

  it('tells a run that is gone', async () => {
    const one = await claimed();
    await one.remove(['r1']);
    await expectAsync(one.append(append())).toBeRejectedWithError(SagaJournalLostError);
  });

  it('opens again when the database was deleted under its hands', async () => {
    const one = await claimed();
    await forget(name);
    await expectAsync(one.append(append())).toBeRejectedWithError(SagaJournalLostError);
    await one.create(record(), first);
    expect((await one.read('r1'))?.record.id).toBe('r1');
  });

  it('writes all or nothing, and says what cannot be stored', async () => {
    const one = await claimed();
    const output = (): void => undefined;
    const bad = append({
      events: [
        { type: 'intent', step: 'a', attempt: 1, seq: 1, at: 2 },
        { type: 'done', step: 'a', output, seq: 2, at: 3 },
      ],
    });
    await expectAsync(one.append(bad)).toBeRejectedWithError(SagaUnstorableError);
    expect((await one.read('r1'))?.events.length).toBe(1);
    expect((await one.read('r1'))?.record.seq).toBe(1);
  });

  it('says when it is full, and when there is space again', async () => {
    const one = await claimed();
    const add = spyOn(IDBObjectStore.prototype, 'add').and.throwError(
      new DOMException('full', 'QuotaExceededError'),
    );
    await expectAsync(one.append(append())).toBeRejectedWithError(SagaJournalFullError);
    expect(states.at(-1)).toBe('full');
    add.and.callThrough();
    await one.append(append());
    expect(states.at(-1)).toBe('ready');
  });

  it('lets a newer version upgrade while runs are in flight, and writes nothing more', async () => {
    const old = await claimed();
    await old.append(append());
    const newer = journal([
      ...MIGRATIONS,
      (_, transaction) => {
        // As a migration would: rows get a column, and nothing else is touched.
        const runs = transaction.objectStore('runs');
        void runs.openCursor().then(async function each(cursor): Promise<void> {
          if (cursor === null) return;
          await cursor.update({ ...cursor.value, suspended: 'migrated' });
          await each(await cursor.continue());
        });
      },
    ]);
    const taken = await newer.claim('r1');
    expect(taken?.record.suspended).toBe('migrated');
    expect(taken?.events.map(({ type }) => type)).toEqual(['started', 'intent']);
    expect(states).toContain('superseded');
    await expectAsync(old.append(append())).toBeRejectedWithError(SagaJournalUnavailableError);
    // A tab of the old version that opens only now is told the same.
    await expectAsync(journal().list()).toBeRejectedWithError(SagaJournalUnavailableError);
  });
});

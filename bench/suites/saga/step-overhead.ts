import { openDB, type IDBPDatabase } from 'idb';
import { MemoryJournal } from 'ngx-convoy/core';
import { IndexedDbJournal } from '../../../projects/ngx-convoy/flow/src/journal/indexed-db-journal';
import type { TimeCase } from '../../harness/suite.ts';
import { addRun, execute, STEPS, tenAwaits } from './saga-bench';

/** The machine alone: no disk, no network. */
export const inMemory: TimeCase = {
  kind: 'time',
  name: 'a saga of ten steps, in memory',
  baseline: 'ten bare awaits',
  places: ['node', 'chromium'],
  rounds: 15,
  contenders: [
    {
      name: 'ten bare awaits',
      run: async (times) => {
        for (let done = 0; done < times; done += 1) await tenAwaits();
      },
    },
    {
      name: 'ngx-convoy, journal in memory',
      run: async (times) => {
        for (let done = 0; done < times; done += 1) {
          const journal = new MemoryJournal();
          await execute(journal, await addRun(journal));
        }
      },
    },
  ],
};

const BY_HAND = 'bench-saga-by-hand';
let byHand: Promise<IDBPDatabase> | undefined;

function handMade(): Promise<IDBPDatabase> {
  byHand ??= openDB(BY_HAND, 1, {
    upgrade: (database) => {
      database.createObjectStore('log', { autoIncrement: true });
    },
  });
  return byHand;
}

async function write(durability: 'strict' | 'relaxed'): Promise<void> {
  const database = await handMade();
  const transaction = database.transaction('log', 'readwrite', { durability });
  await Promise.all([transaction.store.add({ type: 'done', output: 1 }), transaction.done]);
}

const journal = new IndexedDbJournal('bench-saga', { set: () => undefined });

/** What durability costs, and what the saga adds to the one write a step that it cannot do without. */
export const inIndexedDb: TimeCase = {
  kind: 'time',
  name: 'a saga of ten steps, journal in IndexedDB',
  baseline: 'ten strict writes by hand',
  places: ['chromium'],
  rounds: 9,
  targets: [
    { contender: 'ngx-convoy, journal in IndexedDB', atMost: 2.5, of: 'ten strict writes by hand' },
  ],
  contenders: [
    {
      name: 'ten relaxed writes by hand',
      run: async (times) => {
        for (let done = 0; done < times * STEPS; done += 1) await write('relaxed');
      },
    },
    {
      name: 'ten strict writes by hand',
      run: async (times) => {
        for (let done = 0; done < times * STEPS; done += 1) await write('strict');
      },
    },
    {
      name: 'ngx-convoy, journal in IndexedDB',
      run: async (times) => {
        for (let done = 0; done < times; done += 1) {
          await execute(journal, await addRun(journal));
        }
      },
    },
  ],
};

import { SagaState, type SagaEvent } from 'ngx-convoy/core';
import { IndexedDbJournal } from '../../../projects/ngx-convoy/flow/src/journal/indexed-db-journal';
import type { TimeCase } from '../../harness/suite.ts';
import { addRun, execute, keep } from './saga-bench';

const journal = new IndexedDbJournal('bench-saga-resume', { set: () => undefined });
let id: Promise<string> | undefined;

/** A run with twenty-two events, as it stands before its last step is done. */
function longRun(): Promise<string> {
  id ??= addRun(journal).then(async (run) => {
    await execute(journal, run);
    return run;
  });
  return id;
}

function historyOf(count: number): readonly SagaEvent[] {
  return Array.from({ length: count }, (_, index): SagaEvent => {
    const at = { seq: index + 1, at: index };
    const step = `step-${index >> 1}`;
    return index % 2 === 0
      ? { type: 'intent', step, attempt: 1, ...at }
      : { type: 'done', step, output: index, ...at };
  });
}

const short = historyOf(20);
const long = historyOf(200);

/** What a new tab does before the first step goes on. */
export const takeOver: TimeCase = {
  kind: 'time',
  name: 'taking a run over from IndexedDB: claim, read, fold',
  baseline: 'read only',
  places: ['chromium'],
  rounds: 9,
  contenders: [
    {
      name: 'read only',
      run: async (times) => {
        const run = await longRun();
        for (let done = 0; done < times; done += 1)
          keep((await journal.read(run))?.events.length ?? 0);
      },
    },
    {
      name: 'claim and fold',
      run: async (times) => {
        const run = await longRun();
        for (let done = 0; done < times; done += 1) {
          const claimed = await journal.claim(run);
          keep(new SagaState(claimed?.events ?? []).steps.size);
        }
      },
    },
  ],
};

/** The sum of the events alone. */
export const fold: TimeCase = {
  kind: 'time',
  name: 'the state of a run from its events',
  baseline: '20 events',
  places: ['node', 'chromium'],
  contenders: [
    {
      name: '20 events',
      run: (times) => {
        for (let done = 0; done < times; done += 1) keep(new SagaState(short).seq);
      },
    },
    {
      name: '200 events',
      run: (times) => {
        for (let done = 0; done < times; done += 1) keep(new SagaState(long).seq);
      },
    },
  ],
  targets: [{ contender: '200 events', atMost: 15, of: '20 events' }],
};

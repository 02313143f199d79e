import fastq from 'fastq';
import { TaskQueue } from 'ngx-convoy/core';
import PQueue from 'p-queue';
import { systemClock } from '../../../projects/ngx-convoy/src/platform/system-clock';
import type { Contender, TimeCase } from '../../harness/suite.ts';

const TASKS = 100_000;
const CONCURRENCY = 10;

/** From adding the first of so many tasks to the end of the last, for each of them. */
export const manyTasks: TimeCase = {
  kind: 'time',
  name: '100,000 tasks that do nothing, ten at a time',
  baseline: 'fastq, without priorities',
  rounds: 5,
  places: ['node', 'chromium'],
  contenders: [
    runner('ngx-convoy', () => {
      const queue = new TaskQueue({ limit: CONCURRENCY }, systemClock());
      return (i) => queue.add(nothing, { priority: (i % 5) * 10_000 });
    }),
    runner('ngx-convoy, without priorities', () => {
      const queue = new TaskQueue({ limit: CONCURRENCY }, systemClock());
      return () => queue.add(nothing);
    }),
    runner('fastq, without priorities', () => {
      const queue = fastq.promise(nothing, CONCURRENCY);
      return () => queue.push(0);
    }),
    runner('p-queue', () => {
      const queue = new PQueue({ concurrency: CONCURRENCY });
      return (i) => queue.add(nothing, { priority: i % 5 });
    }),
    runner('p-queue, without priorities', () => {
      const queue = new PQueue({ concurrency: CONCURRENCY });
      return () => queue.add(nothing);
    }),
  ],
  targets: [
    { contender: 'ngx-convoy', atMost: 1.1, of: 'fastq, without priorities' },
    { contender: 'ngx-convoy', atMost: 1 / 3, of: 'p-queue' },
  ],
};

function runner(name: string, make: () => (index: number) => Promise<unknown>): Contender {
  return {
    name,
    times: TASKS,
    run: async (times) => {
      const add = make();
      const all: Promise<unknown>[] = [];
      for (let i = 0; i < times; i += 1) all.push(add(i));
      await Promise.all(all);
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

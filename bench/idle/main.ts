// The page `idle` of the suite monitor: an application whose services are checked, built ahead of time for production.
import { reportTo } from '../harness/page.ts';
import type { Contender, TimeCase } from '../harness/suite.ts';
import { idle } from '../suites/monitor/idle';
import { idler } from './idlers';

const played: TimeCase = { ...idle, contenders: idle.contenders.map(play) };

void reportTo({ name: 'monitor', cases: [played] });

/** Lets so many seconds pass in one application. */
function play({ name, times }: Contender): Contender {
  let second: () => Promise<void> = () => Promise.reject(new Error('It is not prepared.'));
  return {
    name,
    ...(times === undefined ? {} : { times }),
    prepare: async () => {
      second = await idler(name);
    },
    run: async (count) => {
      for (let i = 0; i < count; i += 1) await second();
    },
  };
}

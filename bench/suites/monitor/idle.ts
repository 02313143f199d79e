import type { Contender, TimeCase } from '../../harness/suite.ts';

/** Services that are checked, one instance each, every fifteen seconds. */
export const SERVICES = 200;

/** Nanoseconds a second that half a percent of a core has. */
const HALF_A_PERCENT = 5_000_000;

/** Plays in the page bench/idle. */
function played(name: string): Contender {
  return {
    name,
    run: () => {
      throw new Error(`${name} runs in the page idle.`);
    },
    times: 60,
  };
}

/**
 * What one second of doing nothing costs, with a clock that is pushed and answers that are there at once: the library's
 * own work, without the browser's for the requests.
 */
export const idle: TimeCase = {
  kind: 'time',
  page: 'idle',
  places: ['chromium'],
  name: `a second of idling, ${SERVICES} services checked`,
  baseline: 'nothing checked',
  rounds: 9,
  contenders: [
    played('nothing checked'),
    played('the tab that asks'),
    played('a tab that is told'),
    played('hidden for long'),
  ],
  targets: [
    { contender: 'the tab that asks', atMost: HALF_A_PERCENT },
    { contender: 'a tab that is told', atMost: HALF_A_PERCENT / 2 },
    { contender: 'hidden for long', atMost: HALF_A_PERCENT / 100, minus: 'nothing checked' },
  ],
};

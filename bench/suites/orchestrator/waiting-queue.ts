import { TaskQueue } from 'ngx-convoy/core';
import PQueue from 'p-queue';
import { systemClock } from '../../../projects/ngx-convoy/src/platform/system-clock';
import { seeded } from '../../harness/seeded.ts';
import type { Contender, Target, TimeCase } from '../../harness/suite.ts';

const sizes = [1_000, 10_000, 100_000] as const;
/** What is done in one sample, to a queue that was filled anew. */
const TIMES = 200;
/** Without one, each abort makes an error of its own, which costs more than leaving. */
const REASON = new Error('Never mind.');
/** From the most urgent to the least, in the order in which a queue is filled. */
const levels = [4, 3, 2, 1, 0] as const;

type Level = (typeof levels)[number];

/** A queue that is paused until it is told to go on. */
interface Line {
  add(work: () => void, level: Level, signal?: AbortSignal): Promise<unknown>;
  resume(): void;
  pause(): void;
}

type MakeLine = () => Line;

const makers: Readonly<Record<string, MakeLine>> = {
  'ngx-convoy': () => {
    const queue = new TaskQueue({ limit: 1 }, systemClock());
    queue.pause();
    return {
      add: (work, level, signal) => queue.add(work, { priority: level * 10_000, signal }),
      resume: () => {
        queue.resume();
      },
      pause: () => {
        queue.pause();
      },
    };
  },
  'p-queue': () => {
    const queue = new PQueue({ concurrency: 1, autoStart: false });
    return {
      add: (work, level, signal) => queue.add(work, { priority: level, ...(signal && { signal }) }),
      resume: () => {
        queue.start();
      },
      pause: () => {
        queue.pause();
      },
    };
  },
};

/** Somebody joins, of any urgency. */
export const insert = queueCase('insert', 1 / 25, ({ line, random }) => ({
  run: (times) => {
    for (let i = 0; i < times; i += 1) {
      forget(line.add(nothing, levels[Math.floor(random() * levels.length)] ?? 0));
    }
  },
}));

const giveUp = queueCase('cancel', 1 / 500, ({ leaving }) => ({
  run: (times) => {
    for (let i = 0; i < times; i += 1) leaving[i]?.abort(REASON);
  },
}));

/** Somebody gives up, anywhere in the queue. Of this, the signal by itself costs what it costs alone. */
export const cancel: TimeCase = {
  ...giveUp,
  contenders: [...giveUp.contenders, signalAlone()],
  remark:
    'The target was set when p-queue was thought to need 1.4 ms. It needs a tenth of that here, and a five-hundredth of ' +
    'what it does need is less than what the abort of a signal takes by itself.',
};

/** The most urgent are taken, one after the other. */
export const take = queueCase('take', undefined, ({ line, taken }) => ({
  run: (times) =>
    new Promise<void>((resolve) => {
      taken.most = times;
      taken.whenAll = () => {
        line.pause();
        resolve();
      };
      line.resume();
    }),
}));

interface Filled {
  readonly line: Line;
  readonly random: () => number;
  /** Those who will give up, spread over the queue. */
  readonly leaving: readonly AbortController[];
  readonly taken: { count: number; most: number; whenAll: () => void };
}

function fill(make: MakeLine, size: number): Filled {
  const line = make();
  const random = seeded(size);
  const taken = { count: 0, most: Infinity, whenAll: nothing };
  const work = (): void => {
    taken.count += 1;
    if (taken.count === taken.most) taken.whenAll();
  };
  const leaving: AbortController[] = [];
  const every = Math.floor(size / TIMES);
  for (let i = 0; i < size; i += 1) {
    const level = levels[Math.floor((i * levels.length) / size)] ?? 0;
    if (i % every === 0) {
      const controller = new AbortController();
      leaving.push(controller);
      forget(line.add(work, level, controller.signal));
    } else {
      forget(line.add(work, level));
    }
  }
  leaving.sort(() => random() - 0.5);
  return { line, random, leaving, taken };
}

function queueCase(
  what: string,
  ofPQueue: number | undefined,
  act: (filled: Filled) => Pick<Contender, 'run'>,
): TimeCase {
  const label = (name: string, size: number): string =>
    `${name}, ${size.toLocaleString('en')} waiting`;
  const contenders = Object.entries(makers).flatMap(([name, make]) =>
    sizes.map((size): Contender => {
      let share = 1;
      let filled: Filled | undefined;
      const refill = (): void => {
        filled = fill(make, Math.max(TIMES, size * share));
      };
      return {
        name: label(name, size),
        times: TIMES,
        prepare: (effort) => {
          share = effort;
          refill();
        },
        run: (times) => filled && act(filled).run(times),
        reset: refill,
      };
    }),
  );
  const growth: Target = {
    contender: label('ngx-convoy', 100_000),
    of: label('ngx-convoy', 1_000),
    // log 100,000 / log 1,000
    atMost: 5 / 3,
  };
  const rival = label('p-queue', 100_000);
  return {
    kind: 'time',
    name: `a queue with many waiting, ${what}`,
    baseline: label('ngx-convoy', 1_000),
    places: ['node', 'chromium'],
    rounds: 7,
    contenders,
    targets:
      ofPQueue === undefined
        ? [growth]
        : [growth, { contender: growth.contender, atMost: ofPQueue, of: rival }],
  };
}

/** Signals that somebody listens to, and nothing else. */
function signalAlone(): Contender {
  let leaving: readonly AbortController[] = [];
  const refill = (): void => {
    leaving = Array.from({ length: TIMES }, () => {
      const controller = new AbortController();
      controller.signal.addEventListener('abort', nothing);
      return controller;
    });
  };
  return {
    name: 'a signal without a queue',
    times: TIMES,
    prepare: refill,
    run: () => {
      for (const controller of leaving) controller.abort(REASON);
    },
    reset: refill,
  };
}

function nothing(): void {
  // Work that takes no time.
}

/** What is cancelled rejects, and nobody minds. */
function forget(promise: Promise<unknown>): void {
  promise.catch(nothing);
}

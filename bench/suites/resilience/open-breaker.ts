import type { GaugeCase, TimeCase } from '../../harness/suite.ts';
import { bytesPerTime } from '../../harness/memory.ts';
import { wraps } from './breakers';
import type { Wrap } from './breakers';
import { failing, refused } from './calls';

/** Nobody makes a new error for it, so this is what awaiting and catching alone cost. */
const refusal = new Error('No.');

const contenders = [
  refused('bare rejection', () => Promise.resolve(() => Promise.reject(refusal))),
  ...Object.entries(wraps).map(([name, wrap]) => refused(name, () => opened(wrap))),
];

/** Awaiting the refusal and catching it is part of what a caller pays. */
export const open: TimeCase = {
  kind: 'time',
  name: 'open breaker, call refused',
  baseline: 'bare rejection',
  places: ['node', 'node alone', 'chromium', 'chromium alone'],
  contenders,
  targets: [
    {
      contender: 'ngx-convoy',
      atMost: 0.4,
      of: 'cockatiel, rate in 10 s',
      places: ['node', 'node alone'],
    },
    {
      contender: 'ngx-convoy',
      atMost: 0.6,
      of: 'cockatiel, rate in 10 s',
      places: ['chromium', 'chromium alone'],
    },
  ],
};

export const bytesRefused: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'open breaker, bytes for a call refused',
  baseline: 'bare rejection',
  contenders: contenders.map(({ name, prepare, run }) => ({
    name,
    read: async () => {
      await prepare?.(1);
      return bytesPerTime(run, 2_000);
    },
  })),
  targets: [{ contender: 'ngx-convoy', atMost: 560 }],
};

/** Lets calls fail until they are refused. */
async function opened(wrap: Wrap): Promise<() => Promise<unknown>> {
  let reached = 0;
  const call = wrap(() => {
    reached += 1;
    return failing();
  });
  for (let before = -1; reached !== before && reached < 1_000;) {
    before = reached;
    await call().catch(() => undefined);
  }
  return call;
}

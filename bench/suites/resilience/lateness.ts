import { TimeoutStrategy, timeout } from 'cockatiel';
import { pipeline, withTimeout } from 'ngx-convoy/core';
import type { Gauge, GaugeCase } from '../../harness/suite.ts';
import { runtime } from './runtime';

/** The price of one timer for all: deadlines are gathered, so a timeout may come up to 50 ms late. */
export const lateness: GaugeCase = {
  kind: 'gauge',
  unit: 'ms',
  name: 'a timeout, latest of a hundred within two seconds',
  baseline: 'cockatiel',
  contenders: [
    latest('ngx-convoy', (ms) => {
      const guarded = pipeline(runtime, withTimeout(ms));
      return () => guarded.execute(hang);
    }),
    latest('cockatiel', (ms) => {
      const policy = timeout(ms, TimeoutStrategy.Aggressive);
      return () => policy.execute(hang);
    }),
  ],
  targets: [{ contender: 'ngx-convoy', atMost: 65 }],
};

function latest(name: string, limited: (ms: number) => () => Promise<unknown>): Gauge {
  return {
    name,
    read: async (effort) => {
      const span = Math.max(100, 2_000 * effort);
      const late = await Promise.all(
        Array.from({ length: 100 }, async (_, i) => {
          const ms = 20 + (i * span) / 100;
          const start = performance.now();
          await limited(ms)().catch(() => undefined);
          return performance.now() - start - ms;
        }),
      );
      return Math.max(...late);
    },
  };
}

function hang(): Promise<never> {
  return new Promise(() => undefined);
}

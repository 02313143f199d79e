import { KIND, ServiceSeries, SharedSketch } from 'ngx-convoy/core';
import { bytesEach, growth } from '../../harness/memory.ts';
import type { GaugeCase } from '../../harness/suite.ts';
import { durationOf, fullSeries, MIDNIGHT } from './traffic-of-a-service';

const YEAR = 'ngx-convoy, a year of three calls a second';
const EVERYTHING = 'ngx-convoy, ten a second, every kind, bulkhead in use';

/** With everything that only it holds, buffers included. */
export const perService: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'a service with all tiers, bytes',
  baseline: YEAR,
  contenders: [
    {
      name: 'ngx-convoy, never called',
      read: () => bytesEach(() => new ServiceSeries(shared), 200),
    },
    {
      name: 'ngx-convoy, ten minutes of a call a second',
      read: () => bytesEach(() => fullSeries(1 / 144, 1_000, 'well'), 50),
    },
    { name: YEAR, read: (effort) => bytesEach(() => fullSeries(366 * effort, 333, 'well'), 6) },
    {
      name: EVERYTHING,
      read: (effort) => bytesEach(() => fullSeries(366 * effort, 100, 'everything'), 6),
    },
  ],
  targets: [
    { contender: YEAR, atMost: 120_000 },
    { contender: EVERYTHING, atMost: 120_000 },
  ],
};

const shared = new SharedSketch();

/** Half in one moment, half spread over months. */
export const growthOverSamples: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'growth of a full series over ten million samples',
  baseline: 'ngx-convoy',
  contenders: [
    {
      name: 'ngx-convoy',
      read: (effort) => {
        const series = fullSeries(3, 1_000, 'well');
        let now = MIDNIGHT + 3 * 86_400_000;
        let call = 0;
        const run = (times: number): void => {
          for (let done = 0; done < times; done += 1) {
            call += 1;
            now += call % 2 === 0 ? 0 : 1_000;
            series.record(call % 100 === 0 ? KIND.server : KIND.success, durationOf(call), now);
          }
        };
        return growth(run, 10_000_000 * effort);
      },
    },
  ],
  // An hour or a day more is a row more; nothing else may grow.
  targets: [{ contender: 'ngx-convoy', atMost: 20_000 }],
};

import type { Contender, TimeCase } from '../../harness/suite.ts';
import { fullSeries, MIDNIGHT } from './traffic-of-a-service';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const series = fullSeries(1, 1_000, 'well');
let kept = 0;

function reader(name: string, windowMs: number, withP95: boolean): Contender {
  return {
    name,
    run: (times) => {
      for (let done = 0; done < times; done += 1) {
        // Two readers that take turns share no merged sketch, as those of two services do not.
        const totals = series.totals(windowMs, MIDNIGHT + DAY);
        kept += totals.wanted + (withP95 ? (totals.quantile(0.95) ?? 0) : 0);
      }
      if (Number.isNaN(kept)) throw new Error(`${name} has read nothing.`);
    },
  };
}

/** What one alert rule, or one number on a screen, costs a service of a call a second. */
export const reading: TimeCase = {
  kind: 'time',
  name: 'reading a window of a series',
  baseline: 'a minute, sums',
  places: ['node', 'chromium'],
  contenders: [
    reader('a minute, sums', 60_000, false),
    reader('a minute, with p95', 60_000, true),
    reader('an hour, with p95', HOUR, true),
    reader('six hours, sums', 6 * HOUR, false),
    reader('a day, sums', DAY, false),
    reader('a day, with p95', DAY, true),
  ],
};

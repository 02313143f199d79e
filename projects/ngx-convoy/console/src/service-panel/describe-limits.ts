import type { Upstream } from 'ngx-convoy/core';
import type { ConsoleFormat } from '../format/console-format';
import type { Setting } from './describe-settings';

/** What holds calls of a service back, as it stands now, in words. */
export function describeLimits(
  { policies }: Upstream,
  now: number,
  format: ConsoleFormat,
): readonly Setting[] {
  const { bulkhead, rateLimit, throttle, budget } = policies;
  const rows: Setting[] = [
    {
      name: 'Retry budget',
      value: `${format.count(budget.available(now))} now, one more for ${format.count(1 / budget.ratio)} calls`,
    },
  ];
  if (bulkhead !== undefined) {
    const waiting =
      bulkhead.waiting === 0
        ? 'nobody waits'
        : `${format.count(bulkhead.waiting)} wait, up to ${format.duration(bulkhead.oldestWait)}`;
    const places = `${format.count(bulkhead.inFlight)} of ${format.count(bulkhead.limit)} places taken`;
    rows.push({ name: 'Bulkhead', value: `${places}, ${waiting}` });
  }
  if (rateLimit !== undefined) {
    const rule = `${format.count(rateLimit.limit)} in ${format.duration(rateLimit.per)}`;
    rows.push({
      name: 'Rate limit',
      value: `${rule}, ${format.count(rateLimit.available(now))} left at once`,
    });
  }
  if (throttle !== undefined) {
    rows.push({
      name: 'Throttle',
      value: `holds back ${format.percent(throttle.probability(now))} % of the calls`,
    });
  }
  return rows;
}

import type { Availability, ServiceStatus } from 'ngx-convoy/core';
import type { Provenance } from 'ngx-convoy/degradation';
import type { ConsoleFormat } from '../format/console-format';

export const AVAILABILITY_WORDS: Readonly<Record<Availability, string>> = {
  available: 'Works',
  degraded: 'Reduced',
  unavailable: 'Missing',
};

export const AVAILABILITY_SHAPES: Readonly<Record<Availability, ServiceStatus>> = {
  available: 'up',
  degraded: 'degraded',
  unavailable: 'down',
};

/** What stands in for the real thing, and how old it is; empty when it is the real thing. */
export function standInWords(
  { source, at }: Provenance,
  format: ConsoleFormat,
  now: number,
): string {
  switch (source) {
    case 'live':
      return '';
    case 'cache':
    case 'stale':
      return at === undefined
        ? 'the last good answer'
        : `the last good answer, of ${format.time(at)}, ${format.ago(at, now)}`;
    case 'static':
      return 'a fixed value';
    case 'degraded':
      return 'a reduced answer';
    case 'queued':
      return 'a promise to do it later';
    case 'failover':
      return 'another service';
  }
}

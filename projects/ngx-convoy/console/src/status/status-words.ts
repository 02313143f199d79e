import type { ServiceStatus } from 'ngx-convoy/core';

/** What a person calls the state of a service. */
export const STATUS_WORDS: Readonly<Record<ServiceStatus, string>> = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Not heard of',
};

/** Worst first, for sorting. */
export const STATUS_ORDER: Readonly<Record<ServiceStatus, number>> = {
  down: 0,
  degraded: 1,
  unknown: 2,
  up: 3,
};

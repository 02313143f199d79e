import type { CallEvent } from '../pipeline/call-event';

const NO_RETRY = {
  deadline: 'no further attempt: the deadline leaves no time for one',
  budget: 'no further attempt: the retry budget is spent',
  duration: 'no further attempt: the time for repetitions is over',
  throttle: 'no further attempt: too many attempts have failed of late',
} as const;

/** What a trace says about a decision, in words; `undefined` for what its spans show anyway. */
export function describeEvent(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'queued':
      return undefined;
    case 'admitted':
      return `waited ${Math.round(event.waitedMs)} ms for a place`;
    case 'refused':
      return `refused by ${event.by}: ${event.reason}`;
    case 'retry':
      return `attempt ${event.attempt} in ${Math.round(event.delayMs)} ms`;
    case 'no-retry':
      return NO_RETRY[event.reason];
    case 'hedge':
      return 'hedged';
    case 'no-hedge':
      return 'no hedge: the retry budget is spent';
  }
}

import { ManualClock } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { BulkheadPermit, BulkheadRequest, BulkheadTicket } from './admission';
import { MeteredBulkhead, type MeteredBulkheadOptions } from './metered-bulkhead';

/** A bulkhead with one place unless said otherwise, and callers with names. */
export function setUp(options: MeteredBulkheadOptions = {}) {
  const clock = new ManualClock();
  const bulkhead = new MeteredBulkhead({ limit: 1, ...options }, clock, new DeadlineTimer(clock));
  /** What waiters heard, in order: a name, or a name and why it was refused. */
  const heard: string[] = [];
  const permits = new Map<string, BulkheadPermit>();

  /** Acquires under a name; what the waiter hears is noted. */
  function ask(name: string, request: BulkheadRequest = {}) {
    const admission = bulkhead.acquire(request, (outcome) => {
      heard.push(outcome.permitted ? name : `${name}: ${outcome.reason}`);
      if (outcome.permitted) permits.set(name, outcome);
    });
    if (admission.permitted) permits.set(name, admission);
    return admission;
  }
  function take(): BulkheadPermit {
    const admission = bulkhead.acquire();
    if (!admission.permitted) throw new Error('no place');
    return admission;
  }
  function wait(name: string, request: BulkheadRequest = {}): BulkheadTicket {
    const admission = ask(name, request);
    if (!admission.waiting) throw new Error(`${name} does not wait`);
    return admission;
  }
  /** Gives one place back after another, to see who gets it. */
  function serveAll(first: BulkheadPermit): readonly string[] {
    first.release();
    for (const name of heard) permits.get(name)?.release();
    return heard;
  }
  return { bulkhead, clock, heard, permits, ask, take, wait, serveAll };
}

/** Calls that were refused, for whatever reason. */
export function rejectedBy({ rejections }: MeteredBulkhead): number {
  return Object.values(rejections).reduce((sum, count) => sum + count, 0);
}

import type { BulkheadPermit, BulkheadRejection, BulkheadWaiter } from '../bulkhead/admission';
import { Bulkhead } from '../bulkhead/bulkhead';
import { BulkheadFullError, QueueTimeoutError } from '../bulkhead/bulkhead-errors';
import type { BulkheadOptions } from '../bulkhead/bulkhead-options';
import type { CallOnItsWay, Gate } from './guards';
import { BULKHEAD } from './place';
import type { InstalledPolicy, Policy } from './policy';

/**
 * So many calls at the same time; some more wait, the most urgent first.
 *
 * @param bulkhead its options, or a bulkhead that others share
 */
export function withBulkhead(
  bulkhead: BulkheadOptions | Bulkhead = {},
): Policy<'bulkhead', Bulkhead> {
  return {
    kind: 'bulkhead',
    place: BULKHEAD,
    install: (guards, { clock, deadlines }) => {
      const gate = new BulkheadGate(
        bulkhead instanceof Bulkhead ? bulkhead : new Bulkhead(bulkhead, clock, deadlines),
      );
      guards.gates.push(gate);
      return gate;
    },
  };
}

/** Where calls wait for a place. */
export class BulkheadGate implements Gate, InstalledPolicy<Bulkhead> {
  constructor(readonly handle: Bulkhead) {}

  describe(): string {
    return `bulkhead ${this.handle.limit}`;
  }

  enter(call: CallOnItsWay, now: number): boolean {
    const { handle: bulkhead } = this;
    if (bulkhead.waiting === 0 && bulkhead.inFlight < bulkhead.limit) {
      const admission = bulkhead.acquire();
      if (admission.permitted) call.place = admission;
      return true;
    }
    const request = { priority: call.limits.priority, deadline: call.deadlineAt };
    const wait = new WaitForPlace(bulkhead, call, now);
    const admission = bulkhead.acquire(request, wait);
    if (admission.permitted) {
      call.place = admission;
      return true;
    }
    if (admission.waiting) {
      call.hold(() => {
        admission.cancel();
      });
      call.listener?.heard({ type: 'queued', at: now, by: 'bulkhead' });
    } else wait.rejected(admission);
    return false;
  }

  leave({ place }: CallOnItsWay): void {
    place?.release();
  }
}

class WaitForPlace implements BulkheadWaiter {
  constructor(
    private readonly bulkhead: Bulkhead,
    private readonly call: CallOnItsWay,
    private readonly since: number,
  ) {}

  granted(place: BulkheadPermit): void {
    const { call } = this;
    const now = call.runtime.clock.now();
    call.place = place;
    call.listener?.heard({ type: 'admitted', at: now, waitedMs: now - this.since });
    call.proceed(now);
  }

  rejected({ reason }: BulkheadRejection): void {
    const { call, bulkhead } = this;
    const now = call.runtime.clock.now();
    const details = { service: call.guards.name };
    const error =
      reason === 'timeout'
        ? new QueueTimeoutError(details, now - this.since)
        : new BulkheadFullError(details, bulkhead.limit, bulkhead.waiting);
    call.refuse('bulkhead', reason, error, now);
  }
}

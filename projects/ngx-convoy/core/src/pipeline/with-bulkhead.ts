import type { BulkheadWaiter } from '../bulkhead/admission';
import { Bulkhead } from '../bulkhead/bulkhead';
import { BulkheadFullError, QueueTimeoutError } from '../bulkhead/bulkhead-errors';
import type { BulkheadOptions } from '../bulkhead/bulkhead-options';
import { BULKHEAD } from './place';
import type { Policy } from './policy';

/**
 * So many calls at the same time; some more wait, the most urgent first.
 *
 * @param given its options, or a bulkhead that others share
 */
export function withBulkhead(given: BulkheadOptions | Bulkhead = {}): Policy<'bulkhead', Bulkhead> {
  return {
    kind: 'bulkhead',
    place: BULKHEAD,
    install: (guards, { clock, deadlines }) => {
      const bulkhead = given instanceof Bulkhead ? given : new Bulkhead(given, clock, deadlines);
      guards.gates.push({
        enter: (call, since) => {
          call.place = bulkhead.tryAcquire();
          if (call.place !== undefined) return true;
          const waiter: BulkheadWaiter = {
            granted: (place) => {
              const at = clock.now();
              call.place = place;
              call.listener?.heard({ type: 'admitted', at, waitedMs: at - since });
              call.proceed(at);
            },
            rejected: ({ reason, waited }) => {
              const service = { service: guards.name };
              const isLate = reason === 'timeout' || reason === 'expired';
              const error = isLate
                ? new QueueTimeoutError(service, waited)
                : new BulkheadFullError(service, bulkhead.limit, bulkhead.waiting);
              call.refuse('bulkhead', reason, error, clock.now());
            },
          };
          const request = { priority: call.limits.priority, deadline: call.deadlineAt };
          const admission = bulkhead.acquire(request, waiter);
          if (admission.permitted) waiter.granted(admission);
          else if (admission.waiting) {
            call.hold(() => {
              admission.cancel();
            });
            call.listener?.heard({ type: 'queued', at: since, by: 'bulkhead' });
          } else waiter.rejected(admission);
          return false;
        },
        leave: ({ place }) => place?.release(),
      });
      return bulkhead;
    },
    describe: ({ limit }) => `bulkhead ${limit}`,
  };
}

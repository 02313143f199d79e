import type { BulkheadOutcome } from '../bulkhead/admission';
import { Bulkhead } from '../bulkhead/bulkhead';
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
          const settled = (outcome: BulkheadOutcome): void => {
            const at = clock.now();
            if (outcome.permitted) {
              call.place = outcome;
              call.listener?.heard({ type: 'admitted', at, waitedMs: at - since });
              call.proceed(at);
            } else {
              const error = bulkhead.errorOf(outcome, { service: guards.name });
              call.refuse('bulkhead', outcome.reason, error, at);
            }
          };
          const request = { priority: call.limits.priority, deadline: call.deadlineAt };
          const admission = bulkhead.acquire(request, settled);
          if (admission.waiting) {
            call.hold(() => {
              admission.cancel();
            });
            call.listener?.heard({ type: 'queued', at: since, by: 'bulkhead' });
          } else settled(admission);
          return false;
        },
        leave: ({ place }) => place?.release(),
      });
      return bulkhead;
    },
    describe: ({ limit }) => `bulkhead ${limit}`,
  };
}

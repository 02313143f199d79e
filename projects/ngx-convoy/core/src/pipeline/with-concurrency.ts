import { Bulkhead } from '../bulkhead/bulkhead';
import type { BulkheadOptions } from '../bulkhead/bulkhead-options';
import type { ConcurrencyLimit } from '../concurrency/concurrency-limit';
import type { Policy } from './policy';
import { isOverload } from './transport';
import { withBulkhead } from './with-bulkhead';

/**
 * A bulkhead whose limit finds itself, from how long attempts take and whether the service refuses them. It takes the
 * place of `withBulkhead`.
 *
 * Attempts are measured, not calls: the pause between two of them is not the service's. One that was aborted says nothing.
 *
 * @param limit such as `createConcurrencyLimit({ algorithm: 'gradient2' }, random)`; one of its own for each pipeline
 * @param given how many calls may wait, or a bulkhead that others share
 */
export function withConcurrency(
  limit: ConcurrencyLimit,
  given: Omit<BulkheadOptions, 'limit'> | Bulkhead = {},
): Policy<'bulkhead', Bulkhead> {
  const isOwn = !(given instanceof Bulkhead);
  const inner = withBulkhead(isOwn ? { ...given, limit: limit.limit } : given);
  return {
    ...inner,
    install: (guards, runtime) => {
      const bulkhead = inner.install(guards, runtime);
      const resize = (): void => {
        if (limit.limit !== bulkhead.limit) bulkhead.resize(limit.limit);
      };
      resize();
      guards.watchers.push((rttMs, verdict, now) => {
        if (verdict.outcome === 'neutral') return;
        const { inFlight } = bulkhead;
        limit.onSample({ rttMs, inFlight, dropped: isOverload(verdict), now });
        resize();
      });
      return bulkhead;
    },
    describe: (bulkhead) => `concurrency ${bulkhead.limit}`,
  };
}

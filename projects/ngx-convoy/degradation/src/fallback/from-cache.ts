import { inject } from '@angular/core';
import type { Fallback } from 'ngx-convoy';
import { requireNumber } from 'ngx-convoy/core';
import { defer, of } from 'rxjs';
import { ResponseCache } from './response-cache';

const ONE_DAY = 86_400_000;

/**
 * Falls back to the last good answer, marked with its age. For GET and HEAD.
 *
 * Answers are kept in memory, as many as `withDegradation({ cacheEntries })` allows. One that says
 * `Cache-Control: no-store` is not kept.
 *
 * @param options `maxAge`: milliseconds, > 0, default one day
 * @throws ConfigurationError when `maxAge` is not positive
 */
export function fromCache({
  maxAge = ONE_DAY,
}: { readonly maxAge?: number | undefined } = {}): Fallback {
  requireNumber('maxAge', maxAge, { exclusiveMin: 0 });
  return {
    kind: 'cache',
    strategy: () => {
      const cache = inject(ResponseCache);
      return {
        answer: ({ call, mark }) => {
          const found = cache.find(call.request, maxAge);
          return found && defer(() => of(mark(found.value, 'stale', found.at)));
        },
      };
    },
  };
}

import type { HttpEvent } from '@angular/common/http';
import { inject } from '@angular/core';
import { CLOCK, type Fallback } from 'ngx-convoy';
import { requireNumber } from 'ngx-convoy/core';
import { defer, EMPTY, from, mergeMap, of, type Observable } from 'rxjs';
import { responseOf } from '../cache/kept-response';
import { KeptResponses, type Found } from '../cache/kept-responses';
import { UnmetDemands } from '../dev/unmet-demands';
import { isReading } from './is-harmless';

declare const ngDevMode: unknown;

const ONE_DAY = 86_400_000;

/**
 * Falls back to the last good answer, marked with its age. For GET and HEAD.
 *
 * Answers are kept in memory, as many as `withDegradation({ cacheEntries })` allows, and where `httpCache` says so on disk.
 * One that says `Cache-Control: no-store` is not kept.
 *
 * @param options `maxAge`: milliseconds, > 0, default one day. `unconfirmed`: also answers that say `no-cache` or
 *   `must-revalidate`, which HTTP forbids to use when nobody can be asked, unless it is agreed upon with the service
 *   (RFC 9111, 4.2.4); default false
 * @throws ConfigurationError when `maxAge` is not positive
 */
export function fromCache({
  maxAge = ONE_DAY,
  unconfirmed = false,
}: {
  readonly maxAge?: number | undefined;
  readonly unconfirmed?: boolean | undefined;
} = {}): Fallback {
  if (maxAge !== Infinity) requireNumber('maxAge', maxAge, { exclusiveMin: 0 });
  return {
    kind: 'cache',
    strategy: () => {
      const cache = inject(KeptResponses);
      const clock = inject(CLOCK);
      const demands =
        typeof ngDevMode !== 'undefined' && ngDevMode ? new UnmetDemands() : undefined;
      const isGood = ({ age, mayStandIn }: Found): boolean =>
        age <= maxAge && (mayStandIn || unconfirmed);
      return {
        answer: ({ call, mark, isDrill }) => {
          if (!isReading(call.request)) return undefined;
          const give = (): Observable<HttpEvent<unknown>> | undefined => {
            const found = cache.find(call);
            if (found === undefined || !isGood(found)) return undefined;
            return defer(() => {
              if (isDrill !== true) cache.count(call.service, 'stoodIn');
              return of(mark(responseOf(found.response), 'stale', clock.now() - found.age));
            });
          };
          const loading = cache.load(call);
          return loading === undefined
            ? give()
            : from(loading).pipe(mergeMap(() => give() ?? EMPTY));
        },
        denied: ({ service, path }) => {
          cache.invalidate({ service, path });
        },
        succeeded: (call, response) => {
          // What has a cache is kept by it.
          if (cache.configOf(call) !== undefined) return;
          const answer = cache.form(call, response, call.record.start);
          if (answer === undefined) return;
          cache.put(call, answer);
          if (!unconfirmed) demands?.look(call.service, answer.headers);
        },
      };
    },
  };
}

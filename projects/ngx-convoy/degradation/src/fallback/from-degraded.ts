import { HttpResponse, type HttpRequest } from '@angular/common/http';
import { Injector, inject, runInInjectionContext } from '@angular/core';
import { CLOCK, type Fallback } from 'ngx-convoy';
import { defer, filter, from, isObservable, map, of, take, type Observable } from 'rxjs';
import { isReading } from './is-harmless';
import { requirePath } from './from-static';

/** What a reduced answer can be worked out from. */
export interface DegradedRequest {
  readonly request: HttpRequest<unknown>;
  /** What follows the service's prefix, with its query. */
  readonly path: string;
  /** Why the service does not answer, in words. */
  readonly reason: string;
}

/**
 * Falls back to a reduced answer that the app works out itself: fewer rows, without what is personal, an estimate. For GET
 * and HEAD.
 *
 * @param answer the body, now or later; `undefined` when it has none for this request. Runs in an injection context
 * @param options `path`: only for requests whose path, after the service's prefix, begins with this
 * @usageNotes
 * ```ts
 * fromDegraded(({ path }) => inject(Bestsellers).like(path), { path: '/recommendations' })
 * ```
 * @throws ConfigurationError when the path does not begin with '/'
 */
export function fromDegraded(
  answer: (asked: DegradedRequest) => unknown,
  { path = '' }: { readonly path?: string | undefined } = {},
): Fallback {
  requirePath(path);
  return {
    kind: 'degraded',
    strategy: () => {
      const clock = inject(CLOCK);
      const injector = inject(Injector);
      return {
        answer: ({ call, reason, mark }) => {
          const { request } = call;
          if (!isReading(request) || !call.path.startsWith(path)) return undefined;
          const asked: DegradedRequest = { request, path: call.path, reason };
          return defer(() => eventual(runInInjectionContext(injector, () => answer(asked)))).pipe(
            take(1),
            filter((body) => body !== undefined),
            map((body) => {
              const response = new HttpResponse({ body, url: request.urlWithParams });
              return mark(response, 'degraded', clock.now());
            }),
          );
        },
      };
    },
  };
}

function eventual(value: unknown): Observable<unknown> {
  if (isObservable(value)) return value;
  return value instanceof Promise ? from(value) : of(value);
}

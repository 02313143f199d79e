import type { HttpClient } from '@angular/common/http';
import { convoy } from 'ngx-convoy';
import type { AbortSignalLike, SagaCall, SagaHttp, SagaRequestOptions } from 'ngx-convoy/core';
import { firstValueFrom, Observable, takeUntil } from 'rxjs';

/**
 * A step's requests, through `HttpClient` and everything that the app's interceptors do there: services are found, calls
 * balanced, guarded and traced as all others.
 */
export function httpClientSagaHttp(http: HttpClient, { key, signal }: SagaCall): SagaHttp {
  const send = <T>(
    method: string,
    url: string,
    body: unknown,
    { headers, params }: SagaRequestOptions = {},
  ): Promise<T> => {
    // Reading needs no key, and a header more would cost a preflight.
    const keyed = method === 'GET' ? headers : { ...headers, 'Idempotency-Key': key };
    const answer = http.request<T>(method, url, {
      body,
      ...(keyed === undefined ? {} : { headers: keyed }),
      ...(params === undefined ? {} : { params }),
      context: convoy({ idempotent: true }),
    });
    return firstValueFrom(answer.pipe(takeUntil(abortOf(signal))));
  };
  return {
    get: (url, options) => send('GET', url, undefined, options),
    post: (url, body, options) => send('POST', url, body, options),
    put: (url, body, options) => send('PUT', url, body, options),
    patch: (url, body, options) => send('PATCH', url, body, options),
    delete: (url, options) => send('DELETE', url, undefined, options),
  };
}

function abortOf(signal: AbortSignalLike): Observable<void> {
  return new Observable((observer) => {
    const abort = (): void => observer.next();
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    return () => {
      signal.removeEventListener('abort', abort);
    };
  });
}

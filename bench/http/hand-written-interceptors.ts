// What a competent team writes when nobody gives it a library: three interceptors, each in RxJS, each doing one thing.
import { HttpErrorResponse, HttpEventType } from '@angular/common/http';
import type { HttpInterceptorFn } from '@angular/common/http';
import { signal } from '@angular/core';
import { catchError, finalize, retry, tap, throwError, timeout, timer } from 'rxjs';

/** Gives every request its ids. */
export const tracing: HttpInterceptorFn = (request, next) => {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const spanId = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  return next(
    request.clone({
      setHeaders: {
        'X-Trace-ID': traceId,
        'X-Span-ID': spanId,
        'X-Parent-Span-ID': crypto.randomUUID().replaceAll('-', '').slice(0, 16),
        'X-Request-ID': crypto.randomUUID(),
      },
    }),
  );
};

interface Measured {
  readonly calls: number;
  readonly errors: number;
  readonly totalMs: number;
}

/** What a dashboard shows. */
const measured = signal<Readonly<Record<string, Measured>>>({});

/** Counts calls, errors and durations by the first two parts of the path. */
export const monitoring: HttpInterceptorFn = (request, next) => {
  const start = performance.now();
  const service = request.url.split('/').slice(0, 3).join('/');
  let failed = false;
  return next(request).pipe(
    tap({
      error: () => {
        failed = true;
      },
    }),
    finalize(() => {
      const ms = performance.now() - start;
      measured.update((all) => {
        const { calls, errors, totalMs } = all[service] ?? { calls: 0, errors: 0, totalMs: 0 };
        const now = { calls: calls + 1, errors: errors + (failed ? 1 : 0), totalMs: totalMs + ms };
        return { ...all, [service]: now };
      });
    }),
  );
};

interface Circuit {
  readonly failures: number;
  readonly openUntil: number;
}

const circuits = new Map<string, Circuit>();

/** Time limit, two more attempts where that is safe, and a breaker that counts failures in a row. */
export const resilience: HttpInterceptorFn = (request, next) => {
  const service = request.url.split('/').slice(0, 3).join('/');
  const circuit = circuits.get(service) ?? { failures: 0, openUntil: 0 };
  if (Date.now() < circuit.openUntil) {
    return throwError(() => new HttpErrorResponse({ status: 503, url: request.url }));
  }
  const attempts = request.method === 'GET' ? 2 : 0;
  return next(request).pipe(
    timeout(10_000),
    retry({ count: attempts, delay: (_, attempt) => timer(100 * 2 ** attempt) }),
    tap((event) => {
      if (event.type === HttpEventType.Response)
        circuits.set(service, { failures: 0, openUntil: 0 });
    }),
    catchError((error: unknown) => {
      const failures = circuit.failures + 1;
      circuits.set(service, { failures, openUntil: failures >= 5 ? Date.now() + 30_000 : 0 });
      return throwError(() => error);
    }),
  );
};

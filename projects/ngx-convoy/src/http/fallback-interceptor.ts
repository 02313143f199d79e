import { HttpEventType, type HttpEvent, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { ConvoyError } from 'ngx-convoy/core';
import { catchError, tap, throwError, type Observable } from 'rxjs';
import { CLOCK } from '../platform/tokens';
import { FALLBACK } from './fallback';
import { callOf, markCall } from './service-call';
import { ServiceCalls } from './service-calls';
import { traceCall } from './trace-call';

/**
 * Lets something else answer when a service cannot: its last good answer, a fixed value, another service.
 *
 * Second of the three. Does nothing until a room provides {@link FALLBACK}.
 */
export const fallbackInterceptor: HttpInterceptorFn = (request, next) => {
  const handler = inject(FALLBACK);
  const call = callOf(request);
  if (handler === null || call === undefined || call.isSent) return next(request);
  const calls = inject(ServiceCalls);
  const clock = inject(CLOCK);

  /** The same request as a call of another service, with a trace of its own under the first one. */
  const resend = (service: string): Observable<HttpEvent<unknown>> => {
    const other = calls.open(request, { service, path: call.path }, call.trace);
    return other === undefined
      ? throwError(() => new ConvoyError('no-instance', `There is no service '${service}'.`))
      : traceCall(other, next(markCall(request, other)), clock);
  };
  return next(request).pipe(
    tap((event) => {
      if (event.type === HttpEventType.Response) handler.succeeded(call, event);
    }),
    catchError((error: unknown) => handler.failed(call, error, resend) ?? throwError(() => error)),
  );
};

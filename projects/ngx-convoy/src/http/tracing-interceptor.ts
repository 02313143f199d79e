import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { defer } from 'rxjs';
import { CLOCK } from '../platform/tokens';
import { callOf, markCall } from './service-call';
import { ServiceCalls } from './service-calls';
import { traceCall } from './trace-call';

/**
 * Opens the call of a request that belongs to a service, and closes its trace however it ends.
 *
 * Outermost of the three; the other two act on what this one has opened. Everything else passes untouched.
 */
export const tracingInterceptor: HttpInterceptorFn = (request, next) => {
  if (callOf(request) !== undefined) return next(request);
  const calls = inject(ServiceCalls);
  const match = calls.match(request);
  if (match === undefined) return next(request);
  const clock = inject(CLOCK);
  return defer(() => {
    const call = calls.open(request, match);
    return call === undefined
      ? next(request)
      : traceCall(call, next(markCall(request, call)), clock);
  });
};

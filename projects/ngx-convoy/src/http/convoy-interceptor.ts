import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Orchestration } from './orchestration';

/**
 * Makes a request to a service a call: traced, answered by something else when the service cannot, balanced, guarded and
 * repeated. Everything else passes untouched.
 *
 * Interceptors before it see one request per call, those after it each attempt.
 */
export const convoyInterceptor: HttpInterceptorFn = (request, next) =>
  inject(Orchestration).handle(request, next);

import type { HttpEvent, HttpRequest, HttpResponse } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';
import type { ServiceCall } from './service-call';

/** Sends a request in the place of a call, as a call of its own under the trace of that one. */
export type AskForCall = (request: HttpRequest<unknown>) => Observable<HttpEvent<unknown>>;

/** Stands before every call, and may answer it without it being sent. The degradation room provides one. */
export interface CallCache {
  /**
   * Whether it takes a call over: then it answers, by what it has kept or by asking. A call that it answers without asking
   * takes no place in a queue and is nothing to a breaker. An error goes on to the fallbacks.
   *
   * @returns `undefined` to let the call go on as if there were no cache
   */
  answer(call: ServiceCall, ask: AskForCall): Observable<HttpEvent<unknown>> | undefined;
  /** The service itself has answered a call that was let pass. */
  succeeded(call: ServiceCall, response: HttpResponse<unknown>): void;
}

declare const ngDevMode: unknown;

/** The cache in force; none by default. */
export const CALL_CACHE = /* @__PURE__ */ new InjectionToken<CallCache | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'CALL_CACHE' : '',
  { factory: () => null },
);

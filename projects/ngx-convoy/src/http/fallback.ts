import type { HttpEvent, HttpResponse } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';
import type { ServiceCall } from './service-call';

/** What answers when a service cannot. The degradation room provides one. */
export interface FallbackHandler {
  /** Every answer that a service itself gave. */
  succeeded(call: ServiceCall, response: HttpResponse<unknown>): void;
  /** Whether something may answer when this service cannot. A plan then asks also when it is known to be down. */
  covers?(service: string): boolean;
  /**
   * A call has failed for good.
   *
   * @param resend sends the same request to another service
   * @returns the answer to give instead (say `call.answeredBy(…)` when it is given), or `undefined` to let the error pass
   */
  failed(
    call: ServiceCall,
    error: unknown,
    resend: (service: string) => Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>> | undefined;
}

declare const ngDevMode: unknown;

/** The handler in force; none by default. */
export const FALLBACK = /* @__PURE__ */ new InjectionToken<FallbackHandler | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'FALLBACK' : '',
  { factory: () => null },
);

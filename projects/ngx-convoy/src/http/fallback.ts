import type { HttpEvent, HttpResponse } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';
import type { FallbackSource, ServiceCall } from './service-call';

/** A call that failed for good, as what may stand in for it gets it. */
export interface FailedCall {
  readonly call: ServiceCall;
  readonly error: unknown;
  /** Why, in words: `circuit open`, `http 503`, `offline`. */
  readonly reason: string;
  /** Nobody waits for this answer: it is only to see whether there would be one. */
  readonly isDrill?: boolean | undefined;
  /** Sends the same request to another service, as a call of its own under the trace of this one. */
  resend(service: string): Observable<HttpEvent<unknown>>;
  /**
   * Marks an answer with where it comes from, and says so to everybody who looks. Once, when it is given.
   *
   * @param at epoch milliseconds at which it was good
   * @param reason default: that of the failure
   */
  readonly mark: (
    response: HttpResponse<unknown>,
    source: FallbackSource,
    at: number,
    reason?: string,
  ) => HttpResponse<unknown>;
}

/** Sends the request of a call to another service, as a call of its own under the trace of that one. */
export interface Elsewhere {
  resend(service: string): Observable<HttpEvent<unknown>>;
}

/** Answers in the place of a service, in one of many ways. */
export interface FallbackStrategy {
  /**
   * @returns the answer, marked by `failure.mark`; `undefined` when it has none for this call. It is subscribed to when its
   *   turn has come, if it ever does. One that fails, or ends without a response, passes the call on to the next
   */
  answer(failure: FailedCall): Observable<HttpEvent<unknown>> | undefined;
  /** A good answer of the service itself. */
  succeeded?(call: ServiceCall, response: HttpResponse<unknown>): void;
  /** The service has said that its caller may not see this (401, 403), or that it is no more (404, 410). */
  denied?(call: ServiceCall): void;
}

/**
 * - `service`: the same request, to other services
 * - `cache`: the last good answer
 * - `static`: a fixed value
 * - `degraded`: a reduced answer that the app works out
 * - `queue`: accepted, and sent when that is possible again
 */
export type FallbackKind = 'service' | 'cache' | 'static' | 'degraded' | 'queue';

/** What may answer when a service cannot; made by a `fromX()` function, which carries along what it needs and no more. */
export interface Fallback {
  readonly kind: FallbackKind;
  /** Services that it asks; they must exist. */
  readonly services?: readonly string[] | undefined;
  /** Makes what answers: once for this object and an app, in an injection context. */
  strategy(): FallbackStrategy;
}

/** What answers when a service cannot. The degradation room provides one. */
export interface FallbackHandler {
  /**
   * Every answer that a service itself gave.
   *
   * @param elsewhere for who wants to see what others would have answered
   */
  succeeded(call: ServiceCall, response: HttpResponse<unknown>, elsewhere: Elsewhere): void;
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

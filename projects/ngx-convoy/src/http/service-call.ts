import { HttpContext, HttpContextToken, type HttpRequest } from '@angular/common/http';
import type { CallLimits, TraceContext, Upstream } from 'ngx-convoy/core';
import type { OpenTrace } from '../trace/open-trace';

/** Who answered in a service's place. */
export type FallbackSource = 'cache' | 'static' | 'failover';

/** One request to one service, from the first interceptor to the last. One per subscription. */
export class ServiceCall {
  /** Set once it is on its way to an instance: what comes after must not handle it again. */
  isSent = false;
  /** Set when something else answered. */
  answer: { readonly source: FallbackSource; readonly detail: string } | undefined;

  constructor(
    /** As the app made it. */
    readonly request: HttpRequest<unknown>,
    readonly upstream: Upstream,
    /** What follows the service's prefix, query of the URL included. */
    readonly path: string,
    readonly limits: CallLimits,
    readonly openTrace: OpenTrace,
  ) {}

  get service(): string {
    return this.upstream.name;
  }

  get trace(): TraceContext {
    return this.openTrace.context;
  }

  /** Says that something else answered, so that trace and numbers tell. */
  answeredBy(source: FallbackSource, detail: string): void {
    this.answer = { source, detail };
  }
}

const SERVICE_CALL = /* @__PURE__ */ new HttpContextToken<ServiceCall | undefined>(() => undefined);

/** The call that a request belongs to, if an interceptor further out has opened one. */
export function callOf(request: HttpRequest<unknown>): ServiceCall | undefined {
  // `get` alone would store the default: other requests must pass untouched.
  return request.context.has(SERVICE_CALL) ? request.context.get(SERVICE_CALL) : undefined;
}

/**
 * The same request, marked as part of a call.
 *
 * The context is copied: the app's own is shared by every subscription to the same request, and by all its clones.
 */
export function markCall(request: HttpRequest<unknown>, call: ServiceCall): HttpRequest<unknown> {
  const context = new HttpContext();
  for (const token of request.context.keys()) context.set(token, request.context.get(token));
  return request.clone({ context: context.set(SERVICE_CALL, call) });
}

import { HttpContext, HttpContextToken, type HttpRequest } from '@angular/common/http';
import type { ServiceCallLimits, CallRecord, TraceContext, Upstream } from 'ngx-convoy/core';

/**
 * What is given in a service's place:
 * - `cache`: an answer that was kept, and is still good by HTTP's rules
 * - `stale`: one that was kept, and is not
 * - `static`: a fixed value
 * - `degraded`: a reduced answer that the app worked out
 * - `queued`: the promise to do it later
 * - `failover`: an answer of another service
 */
export type FallbackSource = 'cache' | 'stale' | 'static' | 'degraded' | 'queued' | 'failover';

/** One request to one service, with all its attempts. One per subscription. */
export class ServiceCall {
  /** Set when something else answered. */
  answer: { readonly source: FallbackSource; readonly detail: string } | undefined = undefined;

  constructor(
    /** As the app made it. */
    readonly request: HttpRequest<unknown>,
    readonly upstream: Upstream,
    /** What follows the service's prefix, query of the URL included. */
    readonly path: string,
    readonly limits: ServiceCallLimits,
    /** How it goes. */
    readonly record: CallRecord,
  ) {}

  get service(): string {
    return this.upstream.name;
  }

  get trace(): TraceContext {
    return this.record.context;
  }

  /** Says that something else answered, so that trace and numbers tell. */
  answeredBy(source: FallbackSource, detail: string): void {
    this.answer = { source, detail };
  }
}

const SERVICE_CALL = /* @__PURE__ */ new HttpContextToken<ServiceCall | undefined>(() => undefined);

/** The call that a request belongs to, in an interceptor that sees its attempts. */
export function callOf(request: HttpRequest<unknown>): ServiceCall | undefined {
  // `get` alone would store the default: other requests must pass untouched.
  return request.context.has(SERVICE_CALL) ? request.context.get(SERVICE_CALL) : undefined;
}

/**
 * The context of a request's attempts, marked as those of a call.
 *
 * It is not the app's own: that one is shared by every subscription to the same request, and by all its clones.
 */
export function contextOf(call: ServiceCall): HttpContext {
  const own = call.request.context;
  const context = new HttpContext().set(SERVICE_CALL, call);
  for (const token of own.keys()) context.set(token, own.get(token));
  return context;
}

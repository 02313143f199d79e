import { HttpContext, HttpContextToken, type HttpRequest } from '@angular/common/http';
import { requireNumber, type BulkheadPriority, type TraceContext } from 'ngx-convoy/core';
import type { Fallback } from './fallback';
import type { OutboxCallOptions } from './write-queue';

/** What one request may ask for. Everything else comes from its service's configuration. */
export interface CallOptions {
  /** The service that it belongs to, when its URL does not tell. */
  readonly service?: string | undefined;
  /**
   * Whether sending it twice does no harm. Default: by its method (RFC 9110: GET, HEAD, OPTIONS, TRACE, PUT, DELETE).
   * A POST or PATCH that says so is sent with an `Idempotency-Key`, the same on every attempt.
   */
  readonly idempotent?: boolean | undefined;
  /** Milliseconds for one attempt, > 0. */
  readonly timeout?: number | undefined;
  /** Milliseconds for the whole call, > 0. */
  readonly deadline?: number | undefined;
  /** Further attempts after the first, >= 0. */
  readonly retries?: number | undefined;
  /** Who goes first when calls have to wait for the service's bulkhead. Default `normal`. */
  readonly priority?: BulkheadPriority | undefined;
  /**
   * What it sticks by, such as a user's id: with the balancing policy `rendezvous`, the same text goes to the same
   * instance as long as that is fit.
   */
  readonly affinity?: string | undefined;
  /**
   * What may answer when its service cannot, in the place of the service's own chain; empty for nothing. Takes effect where
   * `withDegradation` is.
   */
  readonly fallback?: readonly Fallback[] | undefined;
  /**
   * Keeps a write in the outbox, from which it is sent when it can be; it is answered at once, by 202. Needs `withOutbox`.
   */
  readonly outbox?: OutboxCallOptions | undefined;
  /** Whether answers that were kept may be given, where its service has a cache. Default true. */
  readonly cache?: boolean | undefined;
  /** Tags of answers that are no longer true once this request was answered well. */
  readonly invalidates?: readonly string[] | undefined;
  /** The trace that it belongs to, such as the `context` of a `Tracer`'s operation; the call is then its child. */
  readonly trace?: TraceContext | undefined;
  /** Its path in a form of low cardinality, such as `/orders/{id}`, for the names of its spans. */
  readonly template?: string | undefined;
}

const CALL_OPTIONS = /* @__PURE__ */ new HttpContextToken<CallOptions>(() => NONE);

const NONE: CallOptions = {};

/** What a request asks for; its context is not touched. */
export function callOptionsOf({ context }: HttpRequest<unknown>): CallOptions {
  return context.has(CALL_OPTIONS) ? context.get(CALL_OPTIONS) : NONE;
}

/**
 * Tells ngx-convoy about one request.
 *
 * @param context an existing context to add to; it is changed and returned
 * @throws ConfigurationError when a number is out of its range
 * @usageNotes
 * ```ts
 * http.post('/api/orders', order, { context: convoy({ idempotent: true, deadline: 10_000 }) });
 * ```
 */
export function convoy(options: CallOptions, context = new HttpContext()): HttpContext {
  const { timeout, deadline, retries } = options;
  if (timeout !== undefined) requireNumber('timeout', timeout, { exclusiveMin: 0 });
  if (deadline !== undefined) requireNumber('deadline', deadline, { exclusiveMin: 0 });
  if (retries !== undefined) requireNumber('retries', retries, { min: 0, max: 10, integer: true });
  return context.set(CALL_OPTIONS, { ...context.get(CALL_OPTIONS), ...options });
}

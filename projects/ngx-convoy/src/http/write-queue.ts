import type { HttpEvent, HttpRequest } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';

/** What a write asks of the outbox. */
export interface OutboxCallOptions {
  /**
   * What it changes, such as `cart/42`: writes of one key are sent one after the other, in the order in which they were made.
   * Default: service and path.
   */
  readonly key?: string | undefined;
  /**
   * Identifies the write: one that is made twice under the same id, by a second click or after a reload, is kept once, and is
   * sent with this as its `Idempotency-Key`. Default: a new one.
   */
  readonly id?: string | undefined;
}

/** Takes writes that are to be sent whatever happens. The degradation room provides one, by `withOutbox`. */
export interface WriteQueue {
  /**
   * A request on its way, before anything of it is sent.
   *
   * @param service that it goes to, when it goes to one
   * @param asked what it asks of the outbox, when it does
   * @param go sends it on
   */
  intercept(
    request: HttpRequest<unknown>,
    service: string | undefined,
    asked: OutboxCallOptions | undefined,
    go: (request: HttpRequest<unknown>) => Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>>;
}

declare const ngDevMode: unknown;

/** The queue in force; none by default. */
export const WRITE_QUEUE = /* @__PURE__ */ new InjectionToken<WriteQueue | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'WRITE_QUEUE' : '',
  { factory: () => null },
);

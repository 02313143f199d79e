import { HttpEventType, HttpHeaders, HttpResponse, type HttpEvent } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { CLOCK, type FallbackHandler, type ServiceCall } from 'ngx-convoy';
import { isRefusal } from 'ngx-convoy/core';
import {
  catchError,
  defer,
  map,
  of,
  throwError,
  type Observable,
  type ObservableInput,
} from 'rxjs';
import { DEGRADATION } from '../degradation-options';
import { Freshness } from '../provenance/freshness';
import { markHeaders, type Substitute } from '../provenance/provenance';
import { failureReason } from './failure-reason';
import type { Fallback, ServiceFallback, StaticFallback } from './fallback';
import { isReading, ResponseCache } from './response-cache';

type Resend = (service: string) => Observable<HttpEvent<unknown>>;

/** A call that failed, and everything its fallbacks need to know. */
interface Failure {
  readonly call: ServiceCall;
  readonly error: unknown;
  /** In words. */
  readonly reason: string;
  readonly resend: Resend;
}

/**
 * Answers in a service's place: the first of its fallbacks that can.
 *
 * Everything it gives is marked with where it comes from, and nothing pretends to have worked: what would change
 * something is answered by a service or not at all.
 */
@Service()
export class FallbackChain implements FallbackHandler {
  private readonly clock = inject(CLOCK);
  private readonly fallbacks = inject(DEGRADATION).fallbacks;
  private readonly cache = inject(ResponseCache);
  private readonly freshness = inject(Freshness);
  private readonly view = inject(DOCUMENT).defaultView;

  covers(service: string): boolean {
    return (this.fallbacks.get(service)?.length ?? 0) > 0;
  }

  succeeded(call: ServiceCall, response: HttpResponse<unknown>): void {
    this.freshness.live(call.service);
    const isKept = this.fallbacks.get(call.service)?.some(({ kind }) => kind === 'cache');
    if (isKept === true) this.cache.keep(call.request, response);
  }

  failed(
    call: ServiceCall,
    error: unknown,
    resend: Resend,
  ): Observable<HttpEvent<unknown>> | undefined {
    const reason = failureReason(error, this.view?.navigator.onLine === false);
    if (reason === undefined) return undefined;
    const chain = this.fallbacks.get(call.service) ?? [];
    const answer = this.firstOf(chain, { call, error, reason, resend });
    if (answer === undefined) this.freshness.emptyHanded(call.service);
    return answer;
  }

  private firstOf(
    [fallback, ...rest]: readonly Fallback[],
    failure: Failure,
  ): Observable<HttpEvent<unknown>> | undefined {
    if (fallback === undefined) return undefined;
    return this.answerFrom(fallback, rest, failure) ?? this.firstOf(rest, failure);
  }

  private answerFrom(
    fallback: Fallback,
    rest: readonly Fallback[],
    failure: Failure,
  ): Observable<HttpEvent<unknown>> | undefined {
    switch (fallback.kind) {
      case 'cache':
        return this.fromCache(fallback.maxAge, failure);
      case 'static':
        return this.fromStatic(fallback, failure);
      case 'service':
        return this.fromService(fallback, rest, failure);
    }
  }

  private fromCache(maxAge: number, failure: Failure): Observable<HttpEvent<unknown>> | undefined {
    const found = this.cache.find(failure.call.request, maxAge);
    return found && defer(() => of(this.mark(found.value, 'stale', found.at, failure)));
  }

  private fromStatic(
    { value, path }: StaticFallback,
    failure: Failure,
  ): Observable<HttpEvent<unknown>> | undefined {
    const { request, path: asked } = failure.call;
    if (!isReading(request) || !asked.startsWith(path)) return undefined;
    return defer(() => {
      const response = new HttpResponse({
        body: structuredClone(value),
        headers: new HttpHeaders(),
        url: request.urlWithParams,
      });
      return of(this.mark(response, 'static', this.clock.now(), failure));
    });
  }

  private fromService(
    { service }: ServiceFallback,
    rest: readonly Fallback[],
    failure: Failure,
  ): Observable<HttpEvent<unknown>> | undefined {
    const { call, error, reason, resend } = failure;
    const isHarmless = isReading(call.request) || call.request.method === 'OPTIONS';
    if (!isHarmless && !isRefusal(error)) return undefined;
    const why = { ...failure, reason: `${reason}, answered by ${service}` };
    return resend(service).pipe(
      map((event) =>
        event.type === HttpEventType.Response
          ? this.mark(event, 'failover', this.clock.now(), why)
          : event,
      ),
      catchError((): ObservableInput<HttpEvent<unknown>> => {
        const answer = this.firstOf(rest, failure);
        if (answer !== undefined) return answer;
        this.freshness.emptyHanded(call.service);
        return throwError(() => error);
      }),
    );
  }

  private mark(
    response: HttpResponse<unknown>,
    source: Substitute['source'],
    at: number,
    { call, reason }: Failure,
  ): HttpResponse<unknown> {
    const mark: Substitute = { source, at, reason, service: call.service };
    this.freshness.substituted(mark);
    call.answeredBy(source === 'stale' ? 'cache' : source, reason);
    return response.clone({ headers: markHeaders(response.headers, mark, this.clock.now()) });
  }
}

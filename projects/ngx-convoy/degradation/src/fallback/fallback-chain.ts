import { HttpEventType, type HttpEvent, type HttpResponse } from '@angular/common/http';
import { DOCUMENT, Injector, inject, runInInjectionContext, Service } from '@angular/core';
import {
  callOptionsOf,
  type FailedCall,
  type Fallback,
  type FallbackHandler,
  type FallbackStrategy,
  type ServiceCall,
} from 'ngx-convoy';
import { catchError, concat, defer, EMPTY, Observable, tap } from 'rxjs';
import { DEGRADATION } from '../degradation-options';
import { Freshness } from '../provenance/freshness';
import { Marks } from '../provenance/marks';
import { failureReason } from './failure-reason';
import { inOrder } from './in-order';

/**
 * Answers in a service's place: the first of its fallbacks that can, other services first.
 *
 * Everything it gives is marked with where it comes from, and nothing pretends to have worked: what would change
 * something is answered by a service, taken into a queue that says so, or not answered at all.
 */
@Service()
export class FallbackChain implements FallbackHandler {
  private readonly fallbacks = inject(DEGRADATION).fallbacks;
  private readonly marks = inject(Marks);
  private readonly freshness = inject(Freshness);
  private readonly injector = inject(Injector);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;
  /** Of those that requests bring along too, so that they go with their requests. */
  private readonly strategies = new WeakMap<Fallback, FallbackStrategy>();

  covers(service: string): boolean {
    return (this.fallbacks.get(service)?.length ?? 0) > 0;
  }

  succeeded(call: ServiceCall, response: HttpResponse<unknown>): void {
    this.freshness.live(call.service);
    for (const fallback of this.chainOf(call)) {
      this.strategyOf(fallback).succeeded?.(call, response);
    }
  }

  failed(
    call: ServiceCall,
    error: unknown,
    resend: (service: string) => Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>> | undefined {
    const reason = failureReason(error, this.navigator);
    if (reason === undefined) return undefined;
    const failure: FailedCall = {
      ...{ call, error, reason, resend },
      mark: (response, source, at, why = reason) =>
        this.marks.mark(call, response, { source, at, reason: why }),
    };
    const answers = this.chainOf(call)
      .map((fallback) => this.strategyOf(fallback).answer(failure))
      .filter((answer) => answer !== undefined);
    if (answers.length > 0) return this.firstOf(answers, failure);
    this.freshness.emptyHanded(call.service);
    return undefined;
  }

  /** What the request brings along, else that of its service. */
  private chainOf({ request, service }: ServiceCall): readonly Fallback[] {
    const own = callOptionsOf(request).fallback;
    return own === undefined ? (this.fallbacks.get(service) ?? []) : inOrder(own);
  }

  private strategyOf(fallback: Fallback): FallbackStrategy {
    let strategy = this.strategies.get(fallback);
    if (strategy === undefined) {
      strategy = runInInjectionContext(this.injector, () => fallback.strategy());
      this.strategies.set(fallback, strategy);
    }
    return strategy;
  }

  /** One after the other, until one responds. */
  private firstOf(
    answers: readonly Observable<HttpEvent<unknown>>[],
    { call, error }: FailedCall,
  ): Observable<HttpEvent<unknown>> {
    return defer(() => {
      let hasAnswered = false;
      const noted = answers.map((answer) =>
        defer(() => (hasAnswered ? EMPTY : answer)).pipe(
          tap((event) => (hasAnswered ||= event.type === HttpEventType.Response)),
          catchError(() => EMPTY),
        ),
      );
      const nobody = new Observable<never>((subscriber) => {
        if (hasAnswered) {
          subscriber.complete();
          return;
        }
        this.freshness.emptyHanded(call.service);
        subscriber.error(error);
      });
      return concat(...noted, nobody);
    });
  }
}

import { HttpEventType, type HttpEvent, type HttpResponse } from '@angular/common/http';
import { DOCUMENT, Injector, inject, runInInjectionContext, Service } from '@angular/core';
import {
  callOptionsOf,
  type Elsewhere,
  type FailedCall,
  type Fallback,
  type FallbackHandler,
  type FallbackStrategy,
  type ServiceCall,
} from 'ngx-convoy';
import { catchError, concat, defer, EMPTY, Observable, tap } from 'rxjs';
import { DEGRADATION } from '../degradation-options';
import { injectDrills } from '../drills/drill';
import { Freshness } from '../provenance/freshness';
import { Marks } from '../provenance/marks';
import { failureReason, isDenial } from './failure-reason';
import { inOrder } from './in-order';

const NONE: readonly Fallback[] = [];

/** What would stand in. */
interface Standby {
  readonly fallback: Fallback;
  readonly answer: Observable<HttpEvent<unknown>>;
}

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
  private readonly drills = injectDrills();
  /** What the page has put in front while it runs. */
  private readonly added = new Map<string, readonly Fallback[]>();
  /** Of those that requests bring along too, so that they go with their requests. */
  private readonly strategies = new WeakMap<Fallback, FallbackStrategy>();

  covers(service: string): boolean {
    return (this.fallbacks.get(service)?.length ?? 0) > 0;
  }

  /** Puts something in front of what stands in for a service, until the function that is returned is called. */
  add(service: string, fallback: Fallback): () => void {
    const added = [...(this.added.get(service) ?? []), fallback];
    this.added.set(service, added);
    return () => {
      const rest = this.added.get(service)?.filter((each) => each !== fallback) ?? [];
      if (rest.length === 0) this.added.delete(service);
      else this.added.set(service, rest);
    };
  }

  succeeded(call: ServiceCall, response: HttpResponse<unknown>, elsewhere: Elsewhere): void {
    this.freshness.live(call.service);
    const chain = this.chainOf(call);
    if (chain.length === 0) return;
    // Before this answer takes the place of the last good one.
    const drill = this.drills?.begin(call, chain, (fallback) => this.strategyOf(fallback));
    for (const fallback of chain) this.strategyOf(fallback).succeeded?.(call, response);
    drill?.(response, elsewhere);
  }

  failed(
    call: ServiceCall,
    error: unknown,
    resend: (service: string) => Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>> | undefined {
    const reason = failureReason(error, this.navigator);
    if (reason === undefined) {
      if (isDenial(error)) {
        for (const fallback of this.chainOf(call)) this.strategyOf(fallback).denied?.(call);
      }
      return undefined;
    }
    const failure: FailedCall = {
      ...{ call, error, reason, resend },
      mark: (response, source, at, why = reason) =>
        this.marks.mark(call, response, { source, at, reason: why }),
    };
    const answers = this.chainOf(call).flatMap((fallback) => {
      const answer = this.strategyOf(fallback).answer(failure);
      return answer === undefined ? [] : [{ fallback, answer }];
    });
    if (answers.length > 0) return this.firstOf(answers, failure);
    this.freshness.emptyHanded(call.service);
    return undefined;
  }

  /** What the request brings along, else that of its service. */
  private chainOf({ request, service }: ServiceCall): readonly Fallback[] {
    const own = callOptionsOf(request).fallback;
    if (own !== undefined) return inOrder(own);
    const configured = this.fallbacks.get(service) ?? NONE;
    const added = this.added.get(service);
    return added === undefined ? configured : inOrder([...added, ...configured]);
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
    answers: readonly Standby[],
    { call, error }: FailedCall,
  ): Observable<HttpEvent<unknown>> {
    return defer(() => {
      let hasAnswered = false;
      const noted = answers.map(({ fallback, answer }) =>
        defer(() => (hasAnswered ? EMPTY : answer)).pipe(
          tap((event) => {
            if (event.type !== HttpEventType.Response) return;
            hasAnswered = true;
            this.drills?.used(call.service, fallback);
          }),
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

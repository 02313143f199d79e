import { HttpErrorResponse, HttpEventType, type HttpResponse } from '@angular/common/http';
import { inject, NgZone, Service } from '@angular/core';
import {
  CLOCK,
  RANDOM,
  type Elsewhere,
  type FailedCall,
  type Fallback,
  type FallbackStrategy,
  type ServiceCall,
} from 'ngx-convoy';
import { catchError, defer, EMPTY, filter, finalize, take, tap, throwError } from 'rxjs';
import { isSameValue } from '../cache/same-content';
import { DEGRADATION } from '../degradation-options';
import { isReading } from '../fallback/is-harmless';
import type { Drill, DrillPort } from './drill';
import { FallbackDrills } from './fallback-drills';

declare const ngServerMode: unknown;

/** Milliseconds after which a drill has failed. */
const PATIENCE = 30_000;

/** Decides which call is followed by a drill, and runs it: one at a time for a service. */
@Service()
export class DrillRunner implements DrillPort {
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly zone = inject(NgZone);
  private readonly options = inject(DEGRADATION);
  private readonly records = inject(FallbackDrills);
  private readonly underWay = new Set<string>();

  used(service: string, fallback: Fallback): void {
    const place = this.options.fallbacks.get(service)?.indexOf(fallback) ?? -1;
    // One that a request or a page has brought along is no part of the set-up.
    if (place >= 0) this.records.used(service, place);
  }

  begin(
    call: ServiceCall,
    chain: readonly Fallback[],
    strategyOf: (fallback: Fallback) => FallbackStrategy,
  ): Drill | undefined {
    const { service, request } = call;
    // A page that is rendered on a server is waited for, and tries nothing.
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return undefined;
    const share = this.options.drills?.services.get(service) ?? this.options.drills?.share ?? 0;
    if (share === 0 || !isReading(request) || this.underWay.has(service)) return undefined;
    if (chain !== this.options.fallbacks.get(service) || this.random() >= share) return undefined;
    const fallback = this.records.leastExercised(service, chain);
    if (fallback === undefined) return undefined;
    let elsewhere: Elsewhere | undefined;
    const failure: FailedCall = {
      call,
      error: new HttpErrorResponse({
        status: 503,
        statusText: 'Drill',
        url: request.urlWithParams,
      }),
      ...{ reason: 'drill', isDrill: true },
      resend: (other) => defer(() => elsewhere?.resend(other) ?? throwError(() => failure.error)),
      // Nothing that anybody sees comes from here.
      mark: (response) => response,
    };
    const answer = strategyOf(fallback).answer(failure);
    const place = chain.indexOf(fallback);
    return (response, others) => {
      elsewhere = others;
      if (answer === undefined) this.records.drilled(service, place, 'empty', 0);
      else this.run(service, place, answer, response);
    };
  }

  private run(
    service: string,
    place: number,
    answer: NonNullable<ReturnType<FallbackStrategy['answer']>>,
    live: HttpResponse<unknown>,
  ): void {
    const body = copyOf(live.body);
    const start = this.clock.now();
    this.underWay.add(service);
    let outcome: 'same' | 'different' | 'empty' | 'failed' = 'empty';
    const noted = answer.pipe(
      filter((event) => event.type === HttpEventType.Response),
      take(1),
      tap({
        next: (event) => (outcome = isSameValue(body, event.body) ? 'same' : 'different'),
        error: () => (outcome = 'failed'),
      }),
      catchError(() => EMPTY),
      finalize(() => {
        this.underWay.delete(service);
        this.records.drilled(service, place, outcome, this.clock.now() - start);
      }),
    );
    this.zone.runOutsideAngular(() => {
      // Whoever waits for the answer goes first.
      this.clock.schedule(start, () => {
        const subscription = noted.subscribe();
        if (subscription.closed) return;
        subscription.add(
          this.clock.schedule(start + PATIENCE, () => {
            outcome = 'failed';
            subscription.unsubscribe();
          }),
        );
      });
    });
  }
}

/** As it was when it came: whoever got it may change it. */
function copyOf(body: unknown): unknown {
  try {
    return structuredClone(body);
  } catch {
    return body;
  }
}

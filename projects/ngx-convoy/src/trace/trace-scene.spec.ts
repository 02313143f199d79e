import { HttpClient, provideHttpClient, type HttpContext, HttpHeaders } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { CallTrace } from 'ngx-convoy/core';
import { ManualClock, seededRandom, sequentialIds } from 'ngx-convoy/testing';
import type { ServiceConfig } from '../config/convoy-config';
import { withConvoy } from '../http/with-convoy';
import { CLOCK, IDS, RANDOM } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Traces } from './traces';
import { withTracing, type TracingOptions } from './tracing';

/** The service `orders` at two instances, and its trace. */
export class TraceScene {
  readonly clock = new ManualClock();
  readonly errors: unknown[] = [];
  readonly values: unknown[] = [];
  private request: TestRequest | undefined = undefined;

  constructor(
    tracing: TracingOptions = {},
    ...providers: readonly (Provider | EnvironmentProviders)[]
  ) {
    const orders: ServiceConfig = {
      name: 'orders',
      match: '/api/orders',
      instances: [
        { id: 'eu', url: 'http://eu.test' },
        { id: 'us', url: 'http://us.test' },
      ],
    };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withConvoy()),
        provideHttpClientTesting(),
        provideConvoy({ services: [orders] }, withTracing({ propagateTo: 'services', ...tracing })),
        { provide: CLOCK, useValue: this.clock },
        { provide: RANDOM, useValue: seededRandom(3) },
        { provide: IDS, useFactory: sequentialIds },
        ...providers,
      ],
    });
  }

  get traces(): Traces {
    return TestBed.inject(Traces);
  }

  /** The call that ended last. */
  get last(): CallTrace | undefined {
    return this.traces.recent()[0];
  }

  get(url = '/api/orders/42', context?: HttpContext, headers: Record<string, string> = {}): void {
    TestBed.inject(HttpClient)
      .get(url, {
        ...(context === undefined ? {} : { context }),
        headers: new HttpHeaders(headers),
      })
      .subscribe({
        next: (value) => this.values.push(value),
        error: (error: unknown) => this.errors.push(error),
      });
  }

  /** The one request that is on its way. It may be asked for again until it is answered. */
  sent(): TestRequest {
    const fresh = TestBed.inject(HttpTestingController).match(() => true);
    this.request = fresh[0] ?? this.request;
    if (fresh.length > 1 || this.request === undefined) throw new Error('not one request');
    return this.request;
  }

  sentTo(url: string): TestRequest {
    return TestBed.inject(HttpTestingController).expectOne(url);
  }

  /** Makes a call and loses interest in it. */
  getAndForget(url = '/api/orders/42'): void {
    TestBed.inject(HttpClient).get(url).subscribe().unsubscribe();
  }

  answer(ms = 0): void {
    const request = this.sent();
    this.clock.advance(ms);
    request.flush('well');
  }

  fail(status = 503): void {
    this.sent().flush('no', { status, statusText: 'No' });
  }
}

/** Trace id, parent id and flags of a request's `traceparent`. */
export function traceparentOf({ request }: TestRequest): {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly flags: string | undefined;
} {
  const [, traceId, spanId, flags] = request.headers.get('traceparent')?.split('-') ?? [];
  return { traceId, spanId, flags };
}

import { HttpClient, HttpResponse, provideHttpClient, type HttpEvent } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ManualClock } from 'ngx-convoy/testing';
import { of, tap, type Observable } from 'rxjs';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Upstreams } from '../registry/upstreams';
import { Traces } from '../trace/traces';
import { FALLBACK, type FallbackHandler } from './fallback';
import type { ServiceCall } from './service-call';
import { withConvoy } from './with-convoy';

type Failed = FallbackHandler['failed'];

function setUp(failed: Failed) {
  const clock = new ManualClock();
  const succeeded = jasmine.createSpy<FallbackHandler['succeeded']>('succeeded');
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        defaults: { retry: { attempts: 0 } },
        services: [
          { name: 'prices', match: '/prices', instances: ['http://p.test'] },
          { name: 'archive', match: '/archive', instances: ['http://old.test'] },
        ],
      }),
      { provide: CLOCK, useValue: clock },
      { provide: FALLBACK, useValue: { succeeded, failed } satisfies FallbackHandler },
    ],
  });
  const answers: unknown[] = [];
  const errors: unknown[] = [];
  const get = (): void => {
    TestBed.inject(HttpClient)
      .get('/prices/7?currency=EUR')
      .subscribe({
        next: (answer) => answers.push(answer),
        error: (error: unknown) => errors.push(error),
      });
  };
  const backend = TestBed.inject(HttpTestingController);
  const traces = TestBed.inject(Traces);
  return { clock, succeeded, answers, errors, get, backend, traces };
}

const unavailable = { status: 503, statusText: 'Service Unavailable' };

describe('A fallback', () => {
  it('shows the handler every good answer', () => {
    const { get, backend, succeeded } = setUp(() => undefined);
    get();
    backend.expectOne('http://p.test/7?currency=EUR').flush(5);
    const [call, response] = succeeded.calls.mostRecent().args;
    expect(call.service).toBe('prices');
    expect(call.path).toBe('/7?currency=EUR');
    expect(response.body).toBe(5);
  });

  it('lets the error pass when there is no fallback', () => {
    const { get, backend, errors } = setUp(() => undefined);
    get();
    backend.expectOne(() => true).flush(null, unavailable);
    expect(errors).toEqual([jasmine.objectContaining({ status: 503 })]);
  });

  it("gives the handler's answer, and says in trace and numbers that it is one", () => {
    const fromCache = (call: ServiceCall): Observable<HttpEvent<unknown>> =>
      of(new HttpResponse({ body: 4, status: 200 })).pipe(
        tap(() => {
          call.answeredBy('cache', '3 min old');
        }),
      );
    const { get, backend, answers, traces, clock } = setUp(fromCache);
    get();
    backend.expectOne(() => true).flush(null, unavailable);
    expect(answers).toEqual([4]);
    expect(traces.recent()).toEqual([
      jasmine.objectContaining({ outcome: 'fallback', detail: 'answered from cache: 3 min old' }),
    ]);
    const traffic = TestBed.inject(Upstreams).get('prices')?.traffic.snapshot(clock.now());
    expect(traffic).toEqual(jasmine.objectContaining({ calls: 1, failures: 1, fallbacks: 1 }));
  });

  it('sends the same request to another service, traced as a child of the first call', () => {
    const { get, backend, answers, traces } = setUp((_call, _error, resend) => resend('archive'));
    get();
    backend.expectOne('http://p.test/7?currency=EUR').flush(null, unavailable);
    backend.expectOne('http://old.test/7?currency=EUR').flush(3);
    expect(answers).toEqual([3]);
    const child = traces.recent().find((trace) => trace.service === 'archive');
    const parent = traces.recent().find((trace) => trace.service === 'prices');
    expect(child?.traceId).toBe(parent?.traceId ?? '');
    expect(child?.parentSpanId).toBe(parent?.spanId ?? '');
  });

  it('does not fall back from the fallback', () => {
    const failed = jasmine
      .createSpy<Failed>('failed')
      .and.callFake((_call, _error, resend) => resend('archive'));
    const { get, backend, errors } = setUp(failed);
    get();
    backend.expectOne('http://p.test/7?currency=EUR').flush(null, unavailable);
    backend.expectOne('http://old.test/7?currency=EUR').flush(null, unavailable);
    expect(failed).toHaveBeenCalledTimes(1);
    expect(errors.length).toBe(1);
  });

  it('says that the service to fall back to is unknown', () => {
    const { get, backend, errors } = setUp((_call, _error, resend) => resend('nobody'));
    get();
    backend.expectOne(() => true).flush(null, unavailable);
    expect(String(errors[0])).toContain("no service 'nobody'");
  });
});

import {
  HttpClient,
  type HttpErrorResponse,
  HttpHeaders,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { importProvidersFrom, type EnvironmentProviders, type Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CircuitOpenError, ConfigurationError } from 'ngx-convoy/core';
import { ManualClock, seededRandom, sequentialIds } from 'ngx-convoy/testing';
import { firstValueFrom, type Subscription } from 'rxjs';
import type { ConvoyConfig } from '../config/convoy-config';
import type { ConvoyExtension } from '../config/convoy-extension';
import { ConvoyModule } from '../convoy-module';
import { CLOCK, IDS, RANDOM } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { Traces } from '../trace/traces';
import { withTracing } from '../trace/tracing';
import { convoy } from './convoy-context';
import { withConvoy } from './with-convoy';

const config: ConvoyConfig = {
  services: [
    {
      name: 'orders',
      match: '/api/orders',
      // The order of the calls is what these specs look at.
      balancing: 'round-robin',
      instances: [
        { id: 'eu', url: 'http://eu.test' },
        { id: 'us', url: 'http://us.test' },
      ],
    },
    { name: 'own', match: '/own' },
  ],
};

function setUp(providers: readonly (Provider | EnvironmentProviders)[]) {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      ...providers,
      provideHttpClientTesting(),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: seededRandom(3) },
      { provide: IDS, useFactory: sequentialIds },
    ],
  });
  const results: { values: unknown[]; errors: unknown[] } = { values: [], errors: [] };
  const http = TestBed.inject(HttpClient);
  const get = (url: string, options: Parameters<HttpClient['get']>[1] = {}): Subscription =>
    http.get(url, options).subscribe({
      next: (value) => results.values.push(value),
      error: (error: unknown) => results.errors.push(error),
    });
  const backend = TestBed.inject(HttpTestingController);
  return { clock, http, get, results, backend, traces: TestBed.inject(Traces) };
}

function functional(...extensions: readonly ConvoyExtension[]) {
  return setUp([provideHttpClient(withConvoy()), provideConvoy(config, ...extensions)]);
}

const refused = { status: 0, statusText: 'Unknown Error' };

/** Every way to install the interceptors; a call must be handled exactly once in each. */
const installations: readonly {
  readonly title: string;
  readonly providers: () => readonly (Provider | EnvironmentProviders)[];
}[] = [
  {
    title: 'provideHttpClient(withConvoy()) and provideConvoy',
    providers: () => [provideHttpClient(withConvoy()), provideConvoy(config)],
  },
  {
    title: 'provideHttpClient(withInterceptorsFromDi()) and ConvoyModule.forRoot',
    providers: () => [
      provideHttpClient(withInterceptorsFromDi()),
      importProvidersFrom(ConvoyModule.forRoot(config)),
    ],
  },
  {
    title: 'provideHttpClient(withConvoy()) and ConvoyModule.forRoot',
    providers: () => [
      provideHttpClient(withConvoy()),
      importProvidersFrom(ConvoyModule.forRoot(config)),
    ],
  },
  {
    title: 'both kinds of interceptors, ours first',
    providers: () => [
      provideHttpClient(withConvoy(), withInterceptorsFromDi()),
      importProvidersFrom(ConvoyModule.forRoot(config)),
    ],
  },
  {
    title: 'both kinds of interceptors, the others first',
    providers: () => [
      provideHttpClient(withInterceptorsFromDi(), withConvoy()),
      importProvidersFrom(ConvoyModule.forRoot(config)),
    ],
  },
];

describe('The interceptor', () => {
  for (const installation of installations) {
    describe(`installed by ${installation.title}`, () => {
      it('send a request to an instance and its retry to another one, as one call', () => {
        const { clock, get, results, backend, traces } = setUp(installation.providers());
        get('/api/orders/42?full=1');
        backend.expectOne('http://eu.test/42?full=1').flush(null, refused);
        clock.advance(2_000);
        backend.expectOne('http://us.test/42?full=1').flush({ id: 42 });
        backend.verify();
        expect(results.values).toEqual([{ id: 42 }]);
        expect(traces.recent().length).toBe(1);
        expect(traces.recent()[0]?.attempts.map((attempt) => attempt.instance)).toEqual([
          'eu',
          'us',
        ]);
      });

      it('let every other request pass as it is', () => {
        const { get, backend, traces } = setUp(installation.providers());
        get('/assets/logo.svg');
        const { request } = backend.expectOne('/assets/logo.svg');
        expect(request.headers.keys()).toEqual([]);
        expect([...request.context.keys()]).toEqual([]);
        expect(traces.recent()).toEqual([]);
      });
    });
  }

  it('reach a service by scheme, by its own absolute URL and by context', () => {
    const { get, backend } = functional();
    get('service://orders/1');
    get(`${location.origin}/api/orders/2`);
    get('/elsewhere/3', { context: convoy({ service: 'orders' }) });
    backend.expectOne('http://eu.test/1');
    backend.expectOne('http://us.test/2');
    backend.expectOne('http://eu.test/elsewhere/3');
    backend.verify();
  });

  it('protect a service without instances at its own URL', () => {
    const { get, backend, clock, results } = functional();
    get('/own/1');
    backend.expectOne('/own/1').flush(null, { status: 503, statusText: 'Service Unavailable' });
    clock.advance(2_000);
    backend.expectOne('/own/1').flush('well');
    get('service://own/2');
    backend.expectOne('/own/2').flush('well, too');
    expect(results.values).toEqual(['well', 'well, too']);
  });

  it('keep query parameters and headers of the app', () => {
    const { get, backend } = functional();
    get('/api/orders?page=1', {
      params: { size: 5 },
      headers: new HttpHeaders({ 'X-Mine': 'yes' }),
    });
    const { request } = backend.expectOne('http://eu.test?page=1&size=5');
    expect(request.headers.get('X-Mine')).toBe('yes');
  });

  it("hand the backend's own error on when attempts are used up", () => {
    const { get, backend, clock, results } = functional();
    get('/api/orders/42');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      backend.expectOne(() => true).flush('no', { status: 503, statusText: 'Service Unavailable' });
      clock.advance(2_000);
    }
    expect(results.errors.length).toBe(1);
    expect((results.errors[0] as HttpErrorResponse).status).toBe(503);
  });

  it('do not repeat a POST, but one that says it may be, with one key for all attempts', () => {
    const { http, backend, clock } = functional();
    http.post('/api/orders', {}).subscribe({ error: () => undefined });
    backend.expectOne('http://eu.test').flush(null, refused);
    clock.advance(10_000);
    backend.verify();

    http.post('/api/orders', {}, { context: convoy({ idempotent: true }) }).subscribe();
    const first = backend.expectOne('http://us.test');
    first.flush(null, refused);
    clock.advance(2_000);
    const second = backend.expectOne('http://eu.test');
    expect(first.request.headers.get('Idempotency-Key')).toMatch(/^\w{32}-\w{16}$/);
    expect(second.request.headers.get('Idempotency-Key')).toBe(
      first.request.headers.get('Idempotency-Key'),
    );
  });

  it('abort the request at the backend when the caller unsubscribes, and count nothing', () => {
    const { get, backend, traces } = functional();
    get('/api/orders/42').unsubscribe();
    expect(backend.expectOne('http://eu.test/42').cancelled).toBeTrue();
    expect(TestBed.inject(Upstreams).get('orders')?.breaker.totals().total).toBe(0);
    expect(traces.recent()[0]?.outcome).toBe('cancelled');
  });

  it('count an answer whose receiver unsubscribes at once as a success', async () => {
    const { http, backend, traces } = functional();
    const answer = firstValueFrom(http.get('/api/orders/42'));
    backend.expectOne('http://eu.test/42').flush('well');
    expect(await answer).toBe('well');
    expect(traces.recent()[0]?.outcome).toBe('success');
    expect(TestBed.inject(Upstreams).get('orders')?.breaker.totals().total).toBe(1);
  });

  it('open a call of its own for each subscription to the same request', () => {
    const { http, backend, traces } = functional();
    const request = http.get('/api/orders/42');
    request.subscribe();
    request.subscribe();
    for (const each of backend.match(() => true)) each.flush('well');
    expect(traces.recent().length).toBe(2);
    expect(traces.recent()[0]?.traceId).not.toBe(traces.recent()[1]?.traceId ?? '');
  });

  it('open the breaker when calls keep failing, refuse the next one at once, and show it', () => {
    const { get, backend, clock, results } = functional();
    const registry = TestBed.inject(ServiceRegistry);
    for (let call = 0; call < 5; call += 1) {
      get('/api/orders/42', { context: convoy({ retries: 0 }) });
      backend.expectOne(() => true).flush(null, refused);
    }
    expect(registry.service('orders')()).toEqual(
      jasmine.objectContaining({ status: 'down', circuit: 'open' }),
    );
    get('/api/orders/42');
    backend.expectNone(() => true);
    expect(results.errors.at(-1)).toBeInstanceOf(CircuitOpenError);

    clock.advance(10_000);
    for (let trial = 0; trial < 2; trial += 1) {
      get('/api/orders/42');
      backend.expectOne(() => true).flush('well');
    }
    expect(registry.service('orders')()?.circuit).toBe('closed');
  });

  it('count a body that is not JSON as a failure of the service', () => {
    const { http, backend, clock } = functional();
    const errors: unknown[] = [];
    http.get('/own/1', { context: convoy({ retries: 0 }) }).subscribe({
      error: (error: unknown) => errors.push(error),
    });
    backend
      .expectOne('/own/1')
      .error(new ProgressEvent('error'), { status: 200, statusText: 'OK' });
    expect(errors.length).toBe(1);
    const upstream = TestBed.inject(Upstreams).get('own');
    expect(upstream?.breaker.totals(clock.now()).failed).toBe(1);
  });

  it('keep the spans of a call and its hedge apart', () => {
    const hedged = { ...config.services[0], name: 'orders', hedge: { delay: 100 } };
    const { get, backend, clock, traces } = setUp([
      provideHttpClient(withConvoy()),
      provideConvoy({ services: [hedged] }, withTracing({ propagateTo: 'services' })),
    ]);
    get('/api/orders/1');
    const first = backend.expectOne('http://eu.test/1');
    clock.advance(100);
    const second = backend.expectOne('http://us.test/1');
    second.flush('well');
    expect(first.cancelled).toBeTrue();
    const sent = [first, second].map(
      (each) => each.request.headers.get('traceparent')?.split('-')[2],
    );
    const told = traces.recent()[0]?.attempts ?? [];
    expect(told.map(({ spanId }) => spanId)).toEqual(sent.map((spanId) => spanId ?? ''));
    expect(told.map(({ instance, outcome, status }) => [instance, outcome, status])).toEqual([
      ['eu', 'cancelled', undefined],
      ['us', 'success', 200],
    ]);
  });

  for (const options of [{ deadline: Number.NaN }, { timeout: 0 }, { retries: -1 }]) {
    it(`refuse a request that asks for ${Object.keys(options).join()} out of range`, () => {
      expect(() => convoy(options)).toThrowError(ConfigurationError);
    });
  }

  describe('tell backends of the trace', () => {
    const pattern = /^00-\w{32}-\w{16}-01$/;

    it('on the own origin only, unless told otherwise', () => {
      const { get, backend } = functional();
      get('/own/1');
      get('/api/orders/1');
      expect(backend.expectOne('/own/1').request.headers.get('traceparent')).toMatch(pattern);
      expect(backend.expectOne('http://eu.test/1').request.headers.has('traceparent')).toBeFalse();
    });

    it('on the origins that are listed, with a span of its own for each attempt', () => {
      const { get, backend, clock } = functional(
        withTracing({ propagateTo: ['http://eu.test', 'http://us.test'] }),
      );
      get('/api/orders/1');
      const first = backend.expectOne('http://eu.test/1');
      first.flush(null, refused);
      clock.advance(2_000);
      const second = backend.expectOne('http://us.test/1');
      const [firstTrace, secondTrace] = [first, second].map((each) =>
        each.request.headers.get('traceparent')?.split('-'),
      );
      expect(firstTrace?.[1]).toBe(secondTrace?.[1] ?? '');
      expect(firstTrace?.[2]).not.toBe(secondTrace?.[2] ?? '');
    });

    it('by the four further headers when asked to', () => {
      const { get, backend } = functional(withTracing({ headers: 'w3c+convoy' }));
      get('/own/1');
      const { headers } = backend.expectOne('/own/1').request;
      const trace = headers.get('traceparent')?.split('-');
      expect(headers.get('X-Trace-ID')).toBe(trace?.[1] ?? '');
      expect(headers.get('X-Span-ID')).toBe(trace?.[2] ?? '');
      expect(headers.get('X-Parent-Span-ID')).toMatch(/^\w{16}$/);
      expect(headers.get('X-Request-ID')).toMatch(/^\w{16}$/);
    });

    it("as part of the app's own trace when the request carries one", () => {
      const { get, backend, traces } = functional();
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      get('/own/1', { headers: new HttpHeaders({ traceparent }) });
      const sent = backend.expectOne('/own/1');
      expect(sent.request.headers.get('traceparent')).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
      sent.flush('well');
      expect(traces.recent()[0]?.parentSpanId).toBe('00f067aa0ba902b7');
    });
  });

  it('let interceptors after them see each attempt, and those before one request', () => {
    const before: string[] = [];
    const after: string[] = [];
    const logTo =
      (log: string[]): HttpInterceptorFn =>
      (request, next) => {
        log.push(request.url);
        return next(request);
      };
    const { get, backend, clock } = setUp([
      provideHttpClient(
        withInterceptors([logTo(before)]),
        withConvoy(),
        withInterceptors([logTo(after)]),
      ),
      provideConvoy(config),
    ]);
    get('/api/orders/42');
    backend.expectOne(() => true).flush(null, refused);
    clock.advance(2_000);
    backend.expectOne(() => true).flush('well');
    expect(before).toEqual(['/api/orders/42']);
    expect(after).toEqual(['http://eu.test/42', 'http://us.test/42']);
  });
});

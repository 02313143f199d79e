import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import {
  ApplicationRef,
  createEnvironmentInjector,
  DestroyRef,
  EnvironmentInjector,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  compose,
  dag,
  InvalidPlanError,
  optional,
  parallel,
  PlanFailedError,
  service,
  task,
} from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { FALLBACK } from '../http/fallback';
import { withConvoy } from '../http/with-convoy';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { Traces } from '../trace/traces';
import { OrchestrationRuns } from './orchestration-runs';
import { Orchestrator } from './orchestrator';

interface Order {
  readonly id: number;
  readonly productId: number;
}

function setUp(covers?: (service: string) => boolean) {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        defaults: { retry: { attempts: 0 }, deadline: 6_000 },
        services: [
          { name: 'orders', instances: ['http://orders.test'] },
          { name: 'catalog', instances: ['http://catalog.test'] },
          { name: 'shipping', instances: ['http://shipping.test'] },
        ],
      }),
      { provide: CLOCK, useValue: clock },
      ...(covers === undefined
        ? []
        : [
            {
              provide: FALLBACK,
              useValue: { covers, succeeded: () => undefined, failed: () => undefined },
            },
          ]),
    ],
  });
  const backend = TestBed.inject(HttpTestingController);
  const orchestrator = TestBed.inject(Orchestrator);
  const breakerOf = (name: string) => {
    const breaker = TestBed.inject(Upstreams).get(name)?.breaker;
    if (breaker === undefined) throw new Error(`there is no service '${name}'`);
    return breaker;
  };
  return { clock, backend, orchestrator, breakerOf, runs: TestBed.inject(OrchestrationRuns) };
}

const orderPage = dag({ order: service<Order>('orders', '/orders/42') }).and({
  product: task(['order'], ({ order }) =>
    service<string>('catalog', `/products/${order.productId}`),
  ),
  parcel: optional(task(['order'], ({ order }) => service<string>('shipping', `/of/${order.id}`))),
});

describe('Orchestrator.run', () => {
  it('asks services through the interceptors, and shows by signals how it stands', async () => {
    const { orchestrator, backend } = setUp();
    const run = orchestrator.run(orderPage);
    expect(run.status()).toBe('running');
    expect(run.progress().counts).toEqual(jasmine.objectContaining({ running: 1, waiting: 2 }));
    backend.expectOne('http://orders.test/orders/42').flush({ id: 42, productId: 7 });
    expect(run.results()).toEqual({ order: { id: 42, productId: 7 } });
    backend.expectOne('http://catalog.test/products/7').flush('lamp');
    backend.expectOne('http://shipping.test/of/42').flush(null, { status: 503, statusText: 'no' });
    expect(run.status()).toBe('partial');
    expect(run.errors().get('parcel')).toBeInstanceOf(HttpErrorResponse);
    expect([...run.resultMap().keys()]).toEqual(['order', 'product']);
    const { product, parcel } = await run.result;
    expect([product, parcel]).toEqual(['lamp', undefined]);
  });

  it('is one span, and each of its calls a child', () => {
    const { orchestrator, backend } = setUp();
    const run = orchestrator.run(orderPage);
    backend.expectOne('http://orders.test/orders/42').flush({ id: 42, productId: 7 });
    backend.expectOne('http://catalog.test/products/7').flush('lamp');
    backend.expectOne('http://shipping.test/of/42').flush('on its way');
    const spans = TestBed.inject(Traces).ofTrace(run.traceId ?? '')();
    const [own] = spans.filter(({ name }) => name === 'dag');
    const calls = TestBed.inject(Traces).recent();
    expect(calls.map(({ service }) => service)).toEqual(['shipping', 'catalog', 'orders']);
    for (const { traceId, parentSpanId } of calls) {
      expect([traceId, parentSpanId]).toEqual([run.traceId ?? '', own?.spanId]);
    }
    expect(own?.parentSpanId).toBeUndefined();
  });

  it('aborts what is under way when one that is needed fails', async () => {
    const { orchestrator, backend } = setUp();
    const run = orchestrator.run(
      parallel({ a: service('orders', '/a'), b: service('catalog', '/b') }),
    );
    const b = backend.expectOne('http://catalog.test/b');
    backend.expectOne('http://orders.test/a').flush(null, { status: 500, statusText: 'broken' });
    expect(b.cancelled).toBeTrue();
    expect(run.status()).toBe('failed');
    await expectAsync(run.result).toBeRejectedWithError(PlanFailedError);
  });

  it('ends with whom it runs for, and with its signal', () => {
    const { orchestrator, backend } = setUp();
    const page = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    const destroyRef = page.get(DestroyRef);
    const leaving = new AbortController();
    const plan = parallel({ a: service('orders', '/a') });
    const first = orchestrator.run(plan, { destroyRef });
    const second = orchestrator.run(plan, { signal: leaving.signal });
    const [a, b] = backend.match('http://orders.test/a');
    page.destroy();
    expect([first.status(), a?.cancelled]).toEqual(['cancelled', true]);
    leaving.abort();
    expect([second.status(), b?.cancelled]).toEqual(['cancelled', true]);
    expect(orchestrator.run(plan, { destroyRef }).status()).toBe('cancelled');
    backend.verify();
  });

  it('keeps a page that is rendered on a server waiting, also while no request is under way', async () => {
    const { orchestrator } = setUp();
    const states: boolean[] = [];
    const app = TestBed.inject(ApplicationRef);
    app.isStable.subscribe((isStable) => states.push(isStable));
    const run = orchestrator.run(parallel({ a: task(() => Promise.resolve(1)) }));
    expect(states).toEqual([true, false]);
    await app.whenStable();
    expect(states).toEqual([true, false, true]);
    expect(run.status()).toBe('completed');
  });

  it('hands on how much time is left, and no more than a service allows', () => {
    const { orchestrator, clock, backend } = setUp();
    const short = orchestrator.run(parallel({ a: service('orders', '/a') }, { deadline: 500 }));
    clock.advance(550);
    expect(backend.expectOne('http://orders.test/a').cancelled).toBeTrue();
    expect(short.status()).toBe('failed');
    orchestrator.run(parallel({ b: service('orders', '/b') }, { deadline: 60_000 }));
    clock.advance(6_050);
    expect(backend.expectOne('http://orders.test/b').cancelled).toBeTrue();
  });

  it('is refused when a service is unknown, and leaves nothing behind', () => {
    const { orchestrator, runs } = setUp();
    const plan = parallel({ a: service('oders', '/a') });
    expect(() => orchestrator.run(plan)).toThrowError(
      InvalidPlanError,
      /'oders', which nobody knows/,
    );
    expect(runs.recent()).toEqual([]);
  });

  it('composes a plan from its context and from which services there are', () => {
    const { orchestrator, backend } = setUp();
    const page = compose(({ customer }: { customer: number }, registry) => {
      const orders = service<Order[]>('orders', `/orders?customerId=${customer}`);
      return registry.services.includes('reviews')
        ? parallel({ orders, reviews: service<string>('reviews', '/reviews') })
        : parallel({ orders });
    });
    orchestrator.run(page, { context: { customer: 3 } });
    backend.expectOne('http://orders.test/orders?customerId=3');
    TestBed.inject(ServiceRegistry).add({ name: 'reviews', instances: ['http://reviews.test'] });
    orchestrator.run(page, { context: { customer: 4 } });
    backend.expectOne('http://orders.test/orders?customerId=4');
    backend.expectOne('http://reviews.test/reviews');
    backend.verify();
  });

  describe('and a service that is down', () => {
    const plan = parallel({
      order: service<string>('orders', '/order'),
      parcel: optional(service<string>('shipping', '/parcel')),
    });

    it('is left out where it may be missing, and the run says why', () => {
      const { orchestrator, backend, breakerOf } = setUp();
      breakerOf('shipping').moveTo('open', '5 failures in a row');
      const run = orchestrator.run(plan);
      backend.expectOne('http://orders.test/order').flush('one');
      backend.verify();
      expect(run.status()).toBe('partial');
      expect(run.progress().tasks[1]).toEqual(
        jasmine.objectContaining({
          status: 'skipped',
          reason: 'left out: shipping is down, its breaker is open: 5 failures in a row',
        }),
      );
    });

    it('is asked as soon as its breaker would let a trial through', () => {
      const { orchestrator, backend, breakerOf, clock } = setUp();
      breakerOf('shipping').moveTo('open', '5 failures in a row');
      clock.advance(60_000);
      orchestrator.run(plan);
      backend.expectOne('http://shipping.test/parcel');
    });

    it('is asked when something else may answer', () => {
      const { orchestrator, breakerOf } = setUp((name) => name === 'shipping');
      breakerOf('shipping').moveTo('open', '5 failures in a row');
      const run = orchestrator.run(plan);
      // It was asked, the breaker refused, and the fallback had nothing.
      expect(run.progress().tasks[1]?.status).toBe('failed');
    });
  });
});

describe('OrchestrationRuns', () => {
  it('shows a run from its beginning, follows it while it runs, and keeps how it ended', () => {
    const { orchestrator, backend, runs, clock } = setUp();
    const run = orchestrator.run(parallel({ a: service('orders', '/a') }, { name: 'page' }));
    expect(runs.underWay().map(({ name, strategy }) => [name, strategy])).toEqual([
      ['page', 'parallel'],
    ]);
    const progress = runs.progressOf(run.id);
    expect(progress()?.counts.running).toBe(1);
    clock.advance(30);
    backend.expectOne('http://orders.test/a').flush(1);
    expect(progress()?.counts.done).toBe(1);
    expect(runs.underWay()).toEqual([]);
    const startedAt = clock.now() - 30;
    expect(runs.recent()[0]).toEqual(
      jasmine.objectContaining({ status: 'completed', startedAt, endedAt: clock.now() }),
    );
    expect(runs.progressOf(99)()).toBeUndefined();
  });

  it('ends a run when somebody says so', () => {
    const { orchestrator, runs } = setUp();
    const run = orchestrator.run(parallel({ a: service('orders', '/a') }));
    runs.cancel(run.id);
    runs.cancel(run.id);
    expect(run.status()).toBe('cancelled');
  });

  it('forgets the oldest that are over, and none that runs', () => {
    const { orchestrator, runs } = setUp();
    const first = orchestrator.run(parallel({ a: service('orders', '/a') }));
    for (let count = 0; count < 60; count += 1)
      orchestrator.run(parallel({ a: task(() => count) }));
    expect(runs.recent().length).toBe(51);
    expect(runs.recent().at(-1)?.id).toBe(first.id);
    expect(runs.recent()[0]?.id).toBe(61);
  });
});

import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { convoy, provideConvoy, TAB_SCOPE, Tracer, withConvoy } from 'ngx-convoy';
import { CallGraph } from './call-graph';

describe('CallGraph', () => {
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withConvoy()),
        provideHttpClientTesting(),
        provideConvoy({
          services: ['orders', 'users'].map((name) => ({
            ...{ name, match: `/api/${name}`, instances: [`http://${name}.test`] },
            retry: { attempts: 0 },
          })),
        }),
        { provide: TAB_SCOPE, useValue: crypto.randomUUID() },
      ],
    });
  });

  it('has what was told, once', () => {
    const calls = TestBed.inject(CallGraph);
    calls.add('orders', 'users');
    calls.add('orders', 'users');
    expect(calls.graph.dependenciesOf('orders')).toEqual(['users']);
    expect(calls.revision()).toBe(1);
  });

  it('sees in traces which operation calls which service, though calls end first', () => {
    const calls = TestBed.inject(CallGraph);
    const checkout = TestBed.inject(Tracer).begin('checkout');
    const payment = TestBed.inject(Tracer).begin('pay', { parent: checkout.context });
    TestBed.inject(HttpClient)
      .get('/api/orders', { context: convoy({ trace: payment.context }) })
      .subscribe();
    TestBed.inject(HttpTestingController).expectOne('http://orders.test').flush({});
    calls.look();
    expect(calls.revision()).toBe(0);

    payment.succeed();
    calls.look();
    checkout.succeed();
    calls.look();
    expect(calls.graph.dependenciesOf('pay')).toEqual(['orders']);
    expect(calls.graph.dependenciesOf('checkout')).toEqual(['pay']);
    expect(calls.revision()).toBe(2);
  });
});

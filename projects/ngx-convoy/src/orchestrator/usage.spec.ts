import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideHttpClient } from '@angular/common/http';
import { DestroyRef, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { dag, optional, race, service, settle, task } from 'ngx-convoy/core';
import { withConvoy } from '../http/with-convoy';
import { provideConvoy } from '../provide-convoy';
import { Orchestrator } from './orchestrator';

interface Order {
  readonly id: number;
  readonly productId: number;
}
interface Product {
  readonly name: string;
}
interface Parcel {
  readonly carrier: string;
}
interface Tip {
  readonly text: string;
}

const services = ['orders', 'recommendations', 'catalog', 'shipping', 'ecb', 'fed'].map((name) => ({
  name,
  instances: [`http://${name}.test`],
}));

describe('What the README and the documentation show', () => {
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withConvoy()),
        provideHttpClientTesting(),
        provideConvoy({ services }),
      ],
    });
  });

  it('works: a page from four services', async () => {
    const orderPage = dag({
      order: service<Order>('orders', '/orders/42'),
      tips: optional(service<Tip[]>('recommendations', '/tips'), []),
    }).and({
      product: task(['order'], ({ order }) =>
        service<Product>('catalog', `/products/${order.productId}`),
      ),
      parcel: optional(
        task(['order'], ({ order }) => service<Parcel>('shipping', `/parcels/${order.id}`)),
      ),
    });

    const run = TestBed.runInInjectionContext(() =>
      inject(Orchestrator).run(orderPage, { destroyRef: inject(DestroyRef) }),
    );
    const backend = TestBed.inject(HttpTestingController);
    backend.expectOne('http://orders.test/orders/42').flush({ id: 42, productId: 7 });
    backend.expectOne('http://recommendations.test/tips').flush(null, notFound);
    backend.expectOne('http://catalog.test/products/7').flush({ name: 'lamp' });
    backend.expectOne('http://shipping.test/parcels/42').flush(null, notFound);
    const { product, parcel, tips } = await run.result;
    const carrier: string | undefined = parcel?.carrier;
    expect([product.name, carrier, tips.length, run.status()]).toEqual([
      'lamp',
      undefined,
      0,
      'partial',
    ]);
  });

  it('works: the same question to two, and an end that is a result', async () => {
    const rate = race({
      ecb: service<number>('ecb', '/eur-usd'),
      fed: service<number>('fed', '/usd-eur'),
    });
    const label = dag({ rate: settle(rate) }).and({
      label: task(['rate'], ({ rate: found }) =>
        found.status === 'done' ? `${found.value.value} by ${found.value.winner}` : 'no rate',
      ),
    });
    const run = TestBed.inject(Orchestrator).run(label);
    const backend = TestBed.inject(HttpTestingController);
    backend.expectOne('http://fed.test/usd-eur').flush(0.9);
    expect(backend.expectOne('http://ecb.test/eur-usd').cancelled).toBeTrue();
    expect((await run.result).label).toBe('0.9 by fed');
  });
});

const notFound = { status: 404, statusText: 'Not Found' };

import type { Live } from '../shared/live';
import { joinOffers } from './offer';
import type { Price, Product, Stock } from './product';

describe('joinOffers', () => {
  it('puts price and stock beside their product, whatever the order of the rows', () => {
    const [lamp, mug] = joinOffers(
      [product(7), product(27)],
      ready([price(27, 1_600), price(7, 10_900)]),
      ready([stock(7, 34), stock(27, 0)]),
    );

    expect(lamp?.price).toEqual({ kind: 'known', value: price(7, 10_900) });
    expect(lamp?.stock).toEqual({ kind: 'known', value: stock(7, 34) });
    expect(mug?.price).toEqual({ kind: 'known', value: price(27, 1_600) });
    expect(mug?.stock).toEqual({ kind: 'known', value: stock(27, 0) });
  });

  it('keeps the catalog and the stock when pricing fails', () => {
    const offers = joinOffers([product(7)], { kind: 'failed' }, ready([stock(7, 34)]));

    expect(offers).toEqual([
      {
        product: product(7),
        price: { kind: 'unknown' },
        stock: { kind: 'known', value: stock(7, 34) },
      },
    ]);
  });

  it('does not call a price unknown before pricing has answered', () => {
    const [offer] = joinOffers([product(7)], { kind: 'loading' }, { kind: 'loading' });

    expect(offer?.price.kind).toBe('loading');
    expect(offer?.stock.kind).toBe('loading');
  });

  it('knows no price for a product that pricing left out', () => {
    const [offer] = joinOffers([product(7)], ready([price(8, 500)]), ready([]));

    expect(offer?.price.kind).toBe('unknown');
  });
});

function ready<T>(value: T): Live<T> {
  return { kind: 'ready', value, kept: false };
}

function product(id: number): Product {
  return {
    id,
    name: `Product ${id}`,
    description: '',
    category: 'lighting',
    image: '💡',
    hue: 44,
    rating: 4.6,
    reviews: 213,
  };
}

function price(id: number, amount: number): Price {
  return { id, amount, currency: 'EUR', listAmount: amount };
}

function stock(id: number, available: number): Stock {
  return { id, available, warehouse: 'Rotterdam', restockAt: null };
}

import type { Live } from '../shared/live';
import type { Price, Product, Stock } from './product';

/** One fact about a product that another service knows, or not right now. */
export type Fact<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown' };

/** A product with what pricing and inventory say about it. */
export interface Offer {
  readonly product: Product;
  readonly price: Fact<Price>;
  readonly stock: Fact<Stock>;
}

/** Products stay whole whatever happens to their prices and stock: a fact that is missing is missing alone. */
export function joinOffers(
  products: readonly Product[],
  prices: Live<readonly Price[]>,
  stock: Live<readonly Stock[]>,
): readonly Offer[] {
  const priceOf = facts(prices);
  const stockOf = facts(stock);
  return products.map((product) => ({
    product,
    price: priceOf(product.id),
    stock: stockOf(product.id),
  }));
}

function facts<T extends { readonly id: number }>(
  answer: Live<readonly T[]>,
): (id: number) => Fact<T> {
  switch (answer.kind) {
    case 'loading':
      return () => ({ kind: 'loading' });
    case 'failed':
      return () => ({ kind: 'unknown' });
    case 'ready': {
      const rows = new Map(answer.value.map((row) => [row.id, row]));
      return (id) => {
        const value = rows.get(id);
        return value === undefined ? { kind: 'unknown' } : { kind: 'known', value };
      };
    }
  }
}

/** One product's fact out of an answer about that product alone. */
export function factOf<T>(answer: Live<T>): Fact<T> {
  switch (answer.kind) {
    case 'loading':
      return { kind: 'loading' };
    case 'failed':
      return { kind: 'unknown' };
    case 'ready':
      return { kind: 'known', value: answer.value };
  }
}

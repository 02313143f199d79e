import { compose, dag, optional, service, task, type Answer } from 'ngx-convoy/core';
import type { Price, Product } from './product';

/** Rows as orders, shipping, payments and notifications answer them. Amounts are integer minor units. */
export interface Order {
  readonly id: number;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
  readonly status: 'placed' | 'shipped' | 'delivered' | 'cancelled';
  readonly createdAt: string;
}

export interface OrderLine {
  readonly productId: number;
  readonly quantity: number;
  readonly unitAmount: number;
}

export interface Parcel {
  readonly id: number;
  readonly orderId: number;
  readonly carrier: string;
  readonly trackingCode: string;
  readonly status: string;
  readonly estimatedDelivery: string;
}

export interface Payment {
  readonly id: number;
  readonly orderId: number | null;
  readonly status: 'authorized' | 'captured' | 'refunded';
}

export interface Message {
  readonly id: number;
  readonly subject: string;
  readonly createdAt: string;
}

/** For whom the page is. */
export interface OrderPageContext {
  readonly customer: number;
}

/**
 * Everything about somebody's orders, from six services: the orders themselves, and what may be missing beside them.
 *
 * Products, prices and parcels are looked up once it is known of which orders.
 */
export const orderPage = compose(({ customer }: OrderPageContext) =>
  dag(
    {
      orders: service<readonly Order[]>('orders', '/orders', {
        params: { customerId: customer, _sort: 'createdAt', _order: 'desc' },
      }),
      payments: optional(
        service<readonly Payment[]>('payments', '/payments', { params: { customerId: customer } }),
      ),
      messages: optional(
        service<readonly Message[]>('notifications', '/notifications', {
          params: { customerId: customer },
        }),
      ),
    },
    { name: 'order-page', deadline: 10_000 },
  ).and({
    // The services are named, so that the plan is checked as a whole before it runs.
    products: optional(
      task(
        ['orders'],
        ({ orders }) => lookUp<Product>('catalog', '/products', 'id', productsOf(orders)),
        { service: 'catalog' },
      ),
    ),
    prices: optional(
      task(
        ['orders'],
        ({ orders }) => lookUp<Price>('pricing', '/prices', 'id', productsOf(orders)),
        { service: 'pricing' },
      ),
    ),
    parcels: optional(
      task(
        ['orders'],
        ({ orders }) => lookUp<Parcel>('shipping', '/shipments', 'orderId', idsOf(orders)),
        { service: 'shipping' },
      ),
    ),
  }),
);

/** Rows by some ids; nobody is asked for none. */
function lookUp<T>(
  name: string,
  path: string,
  key: string,
  ids: readonly number[],
): Answer<readonly T[]> {
  if (ids.length === 0) return [];
  const query = ids.map((id) => `${key}=${id}`).join('&');
  return service<readonly T[]>(name, `${path}?${query}`);
}

function productsOf(orders: readonly Order[]): readonly number[] {
  return [...new Set(orders.flatMap(({ lines }) => lines.map(({ productId }) => productId)))];
}

function idsOf(orders: readonly Order[]): readonly number[] {
  return orders.map(({ id }) => id);
}

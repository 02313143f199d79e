import type { PlanProgress, TaskStatus } from 'ngx-convoy/core';
import { orderBook, type OrderFindings } from './order-book';
import type { Order } from './order-plan';
import type { Product } from './product';

const order: Order = {
  id: 1021,
  lines: [{ productId: 7, quantity: 2, unitAmount: 5_000 }],
  total: 10_000,
  currency: 'EUR',
  status: 'delivered',
  createdAt: '2026-11-11T11:20:00.000Z',
};
const lamp: Product = {
  ...{ id: 7, name: 'Lamp', description: '', category: 'lighting', image: '💡' },
  ...{ hue: 50, rating: 4, reviews: 2 },
};

describe('orderBook', () => {
  it('has an order as soon as it is there, and the rest when it comes', () => {
    const [entry] = book({ orders: [order] }, { products: 'running', parcels: 'waiting' });
    expect(entry?.order).toBe(order);
    expect(entry?.lines[0]?.product).toEqual({ kind: 'loading' });
    expect(entry?.parcel).toEqual({ kind: 'loading' });
  });

  it('misses what did not come, alone', () => {
    const [entry] = book(
      { orders: [order], products: [lamp] },
      { products: 'done', parcels: 'failed', payments: 'skipped' },
    );
    expect(entry?.lines[0]?.product).toEqual({ kind: 'known', value: lamp });
    expect(entry?.parcel).toEqual({ kind: 'unknown' });
    expect(entry?.payment).toEqual({ kind: 'unknown' });
  });

  it('tells an order without a parcel from a parcel that is not known', () => {
    const [entry] = book({ orders: [order], parcels: [] }, { parcels: 'done' });
    expect(entry?.parcel).toEqual({ kind: 'known', value: undefined });
  });

  it('does not know a product that the catalog no longer has', () => {
    const [entry] = book({ orders: [order], products: [] }, { products: 'done' });
    expect(entry?.lines[0]?.product).toEqual({ kind: 'unknown' });
  });

  it('takes the latest message about an order, and not one about 102 or 10210', () => {
    const messages = [
      'We have your order 1021',
      'Order 1021 was delivered',
      'Order 10210',
      'Order 102',
    ];
    const rows = messages.map((subject, id) => ({ id, subject, createdAt: '' }));
    const [entry] = book({ orders: [order], messages: rows }, { messages: 'done' });
    expect(entry?.message).toEqual({ kind: 'known', value: jasmine.objectContaining({ id: 1 }) });
  });
});

function book(findings: OrderFindings, statuses: Readonly<Record<string, TaskStatus>>) {
  const tasks = Object.entries(statuses).map(([name, status]) => ({ name, status }));
  return orderBook(findings, { tasks } as unknown as PlanProgress);
}

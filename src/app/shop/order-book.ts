import type { PlanProgress } from 'ngx-convoy/core';
import type { Fact } from './offer';
import type { Message, Order, OrderLine, Parcel, Payment } from './order-plan';
import type { Price, Product } from './product';

/** What a run of the order page has found so far. */
export interface OrderFindings {
  readonly orders?: readonly Order[];
  readonly products?: readonly Product[];
  readonly prices?: readonly Price[];
  readonly parcels?: readonly Parcel[];
  readonly payments?: readonly Payment[];
  readonly messages?: readonly Message[];
}

/** One order with what five other services say about it. */
export interface OrderEntry {
  readonly order: Order;
  readonly lines: readonly {
    readonly line: OrderLine;
    readonly product: Fact<Product>;
    readonly price: Fact<Price>;
  }[];
  /** `undefined` is known, too: there is none yet. */
  readonly parcel: Fact<Parcel | undefined>;
  readonly payment: Fact<Payment | undefined>;
  readonly message: Fact<Message | undefined>;
}

/** An order stays whole whatever happens to what belongs to it: a fact that is missing is missing alone. */
export function orderBook(findings: OrderFindings, progress: PlanProgress): readonly OrderEntry[] {
  const isOpen = (task: string): boolean =>
    progress.tasks.some(
      ({ name, status }) => name === task && (status === 'waiting' || status === 'running'),
    );
  const among = <T>(task: keyof OrderFindings, rows: readonly T[] | undefined): Facts<T> => ({
    one: (isIt) => {
      if (rows !== undefined) return { kind: 'known', value: rows.find(isIt) };
      return { kind: isOpen(task) ? 'loading' : 'unknown' };
    },
  });
  const { orders = [], messages } = findings;
  const products = among('products', findings.products);
  const prices = among('prices', findings.prices);
  const parcels = among('parcels', findings.parcels);
  const payments = among('payments', findings.payments);
  // The latest about an order is what counts.
  const latest = among('messages', messages && [...messages].reverse());

  return orders.map((order) => ({
    order,
    lines: order.lines.map((line) => ({
      line,
      product: required(products.one(({ id }) => id === line.productId)),
      price: required(prices.one(({ id }) => id === line.productId)),
    })),
    parcel: parcels.one(({ orderId }) => orderId === order.id),
    payment: payments.one(({ orderId }) => orderId === order.id),
    message: latest.one(({ subject }) => new RegExp(`\\b${order.id}\\b`).test(subject)),
  }));
}

interface Facts<T> {
  one(isIt: (row: T) => boolean): Fact<T | undefined>;
}

/** Where there has to be one, none is as good as not known. */
function required<T>(fact: Fact<T | undefined>): Fact<T> {
  if (fact.kind !== 'known') return fact;
  return fact.value === undefined ? { kind: 'unknown' } : { kind: 'known', value: fact.value };
}

import { defineSaga } from 'ngx-convoy/core';

/** What somebody wants to buy, as the checkout hands it over. Amounts are integer minor units. */
export interface OrderRequest {
  readonly customerId: number;
  readonly lines: readonly {
    readonly productId: number;
    readonly quantity: number;
    readonly unitAmount: number;
  }[];
  readonly total: number;
  /** Id of a payment method. */
  readonly method: string;
  /** Two letters, in lower case: where the parcel goes. */
  readonly country: string;
}

interface Created {
  readonly id: number;
}

interface Shipment extends Created {
  readonly carrier: string;
  readonly trackingCode: string;
  readonly estimatedDelivery: string;
}

/**
 * An order, all or nothing: goods are kept back, the order is written down, and the payment decides. Once it is paid, it is
 * shipped, however long that takes.
 */
export const placeOrder = defineSaga<OrderRequest>('place-order', { version: 1 })
  .step('reserve', {
    run: ({ http, input: { customerId, lines } }) =>
      http.post<Created>('/api/inventory/reservations', { customerId, lines }),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/inventory/reservations/by-key/${encodeURIComponent(stepKey)}`),
  })
  .step('order', {
    run: ({ http, input: { customerId, lines, total } }) =>
      http.post<Created>('/api/orders/orders', { customerId, lines, total }),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/orders/orders/by-key/${encodeURIComponent(stepKey)}`),
  })
  .pivot('pay', {
    run: ({ http, input: { customerId, total, method }, outputs }) =>
      http.post<Created>('/api/payments/payments', {
        orderId: outputs.order.id,
        customerId,
        amount: total,
        method,
      }),
    query: ({ http, stepKey }) =>
      http.get<Created>(`/api/payments/payments/by-key/${encodeURIComponent(stepKey)}`),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/payments/payments/by-key/${encodeURIComponent(stepKey)}`),
  })
  .step('ship', {
    run: ({ http, input, outputs }) =>
      http.post<Shipment>('/api/shipping/shipments', {
        orderId: outputs.order.id,
        rateId: `${input.country}-standard`,
      }),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/shipping/shipments/by-key/${encodeURIComponent(stepKey)}`),
  })
  .step('notify', {
    run: ({ http, input, outputs }) =>
      http.post<Created>('/api/notifications/notifications', {
        customerId: input.customerId,
        subject: `We have your order ${outputs.order.id}`,
        body: `It comes with ${outputs.ship.carrier}, ${outputs.ship.trackingCode}.`,
      }),
  })
  .build(({ outputs: { order, ship } }) => ({
    orderId: order.id,
    trackingCode: ship.trackingCode,
    estimatedDelivery: ship.estimatedDelivery,
  }));

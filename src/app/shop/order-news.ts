import type { SagaFailure } from 'ngx-convoy/core';
import type { SagaRunStatus } from 'ngx-convoy/flow';

interface PlacedOrder {
  readonly orderId: number;
  readonly trackingCode: string;
  readonly estimatedDelivery: string;
}

/** What the customer is told about an order. */
export type OrderNews =
  | { readonly kind: 'under-way'; readonly text: string }
  | ({ readonly kind: 'done' } & PlacedOrder)
  | { readonly kind: 'held'; readonly text: string };

/** Says what is known, and no more: whether anything was paid is never left open. */
export function orderNews(
  status: SagaRunStatus,
  failure: SagaFailure | undefined,
  result: PlacedOrder | undefined,
): OrderNews {
  switch (status) {
    case 'completed':
      return result === undefined
        ? { kind: 'held', text: 'A colleague has put this order right.' }
        : { kind: 'done', ...result };
    case 'compensated':
      return { kind: 'held', text: `${reasonOf(failure)} Nothing was ordered, and nothing paid.` };
    case 'compensating':
      return { kind: 'held', text: `${reasonOf(failure)} Everything is being taken back.` };
    case 'stuck':
      return {
        kind: 'held',
        text: 'Your order stopped on the way. A colleague sees it and decides; it need not be placed again.',
      };
    case 'suspended':
      return { kind: 'held', text: 'It waits for a newer version of this page. Please reload.' };
    case 'refused':
      return {
        kind: 'held',
        text: 'This browser does not let us keep track of orders, so none was begun. Nothing was ordered, and nothing paid.',
      };
    default:
      return { kind: 'under-way', text: 'You may close this page: it goes on when you are back.' };
  }
}

function reasonOf(failure: SagaFailure | undefined): string {
  if (failure === undefined) return 'You have cancelled this order.';
  if (failure.kind !== 'business') return 'We cannot take orders right now.';
  switch (failure.code) {
    case 'urn:mock-api:out-of-stock':
      return 'There is not enough of it left.';
    case 'urn:mock-api:declined':
      return 'Your bank refused the payment.';
    default:
      return failure.message;
  }
}

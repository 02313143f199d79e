import type { LabInput } from './lab-api.ts';

/** Of these there are more than fifty each: no order fails because others were quicker. */
const WELL_STOCKED = [3, 9, 11, 13];

/** An order by a customer that nobody else is. `declined`: the card is refused. */
export function someOrder(number: number, ending: 'paid' | 'declined' = 'paid'): LabInput {
  return {
    kind: 'order',
    id: `order-${number}`,
    order: {
      customerId: 100_000 + number,
      lines: [{ productId: WELL_STOCKED[number % 4] ?? 3, quantity: 1, unitAmount: 1_000 }],
      total: 1_000,
      method: ending === 'paid' ? 'card-3' : 'card-declined',
      country: 'ie',
    },
  };
}

/** A transfer of an amount that no other has. `listed`: compliance stops it. */
export function someTransfer(number: number, ending: 'booked' | 'listed' = 'booked'): LabInput {
  return {
    kind: 'transfer',
    id: `transfer-${number}`,
    transfer: {
      fromAccountId: 1 + (number % 8),
      beneficiary: ending === 'booked' ? 'Casa Verde Lda' : 'Grey Heron Shipping',
      toIban: 'PT50000201231234567890154',
      amount: 100 + number,
      reference: `lab ${number}`,
    },
  };
}

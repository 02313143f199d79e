import { BulkheadFullError, QueueTimeoutError } from './bulkhead-errors';

describe('errors of a bulkhead', () => {
  it('say what is full, and how long the call has waited', () => {
    const full = new BulkheadFullError({ service: 'orders' }, 6, 100);
    expect([full.code, full.message]).toEqual([
      'bulkhead-full',
      'orders has 6 calls under way and 100 waiting: there is no room for another.',
    ]);
    const late = new QueueTimeoutError({ service: 'orders' }, 10_000);
    expect([late.code, late.message]).toEqual([
      'queue-timeout',
      'No place became free within 10000 ms for a call to orders.',
    ]);
  });
});

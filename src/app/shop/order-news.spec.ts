import type { SagaFailure } from 'ngx-convoy/core';
import { orderNews } from './order-news';

describe('orderNews', () => {
  const refused = (code: string): SagaFailure => ({
    kind: 'business',
    name: 'E',
    message: 'no',
    code,
  });

  it('says which parcel to wait for', () => {
    const result = { orderId: 7, trackingCode: 'RR1IE', estimatedDelivery: '2026-11-29' };
    expect(orderNews('completed', undefined, result)).toEqual({ kind: 'done', ...result });
  });

  it('says why not, and that nothing was paid', () => {
    const rows = [
      [refused('urn:mock-api:out-of-stock'), 'not enough of it left'],
      [refused('urn:mock-api:declined'), 'Your bank refused the payment.'],
      [{ kind: 'unknown', name: 'E', message: 'HTTP 503' }, 'cannot take orders right now'],
      [undefined, 'You have cancelled this order.'],
    ] as const;
    for (const [failure, words] of rows) {
      const text = JSON.stringify(orderNews('compensated', failure, undefined));
      expect(text).toContain(words);
      expect(text).toContain('nothing paid');
    }
  });

  it('never says that nothing was paid while that is open', () => {
    for (const status of ['stuck', 'compensating', 'running', 'suspended'] as const) {
      expect(JSON.stringify(orderNews(status, refused('x'), undefined))).not.toContain(
        'nothing paid',
      );
    }
  });
});

import { BulkheadFullError } from './bulkhead/bulkhead-errors';
import { AttemptTimeoutError, CircuitOpenError, DeadlineExceededError } from './errors';
import { RateLimitError } from './rate-limit/rate-limit-error';
import { isRefusal } from './refusal';
import { ThrottledError } from './throttle/throttled-error';
import { DeadlineTooShortError } from './timeout/deadline-too-short-error';

describe('isRefusal', () => {
  const orders = { service: 'orders' };
  const rows: readonly { readonly error: unknown; readonly refusal: boolean }[] = [
    { error: new CircuitOpenError(orders, 'down'), refusal: true },
    { error: new BulkheadFullError(orders, 6, 100), refusal: true },
    { error: new RateLimitError(orders), refusal: true },
    { error: new ThrottledError(orders, 0.5), refusal: true },
    { error: new DeadlineTooShortError(orders, 10, 100), refusal: true },
    { error: new AttemptTimeoutError(orders, 1_000), refusal: false },
    { error: new DeadlineExceededError(orders, 1_000), refusal: false },
    { error: new Error('down'), refusal: false },
    { error: undefined, refusal: false },
  ];
  for (const { error, refusal } of rows) {
    const name = error instanceof Error ? error.name : String(error);
    it(`is ${refusal} for ${name}`, () => {
      expect(isRefusal(error)).toBe(refusal);
    });
  }
});

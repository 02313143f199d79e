import { BulkheadFullError, QueueTimeoutError } from './bulkhead/bulkhead-errors';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  ConfigurationError,
  ConvoyError,
  DeadlineExceededError,
  NoInstanceError,
} from './errors';

/** What Angular tells development from production by. */
const build: typeof globalThis & { ngDevMode?: unknown } = globalThis;

const details = { service: 'orders' };

const refusals: readonly (readonly [create: () => ConvoyError, code: string, words: RegExp])[] = [
  [() => new CircuitOpenError(details, '5 failures'), 'circuit-open', /is open: 5 failures\.$/],
  [() => new NoInstanceError(details), 'no-instance', /^No instance of orders/],
  [() => new AttemptTimeoutError(details, 500), 'attempt-timeout', /within 500 ms/],
  [() => new DeadlineExceededError(details, 900), 'deadline-exceeded', /deadline of 900 ms/],
  [() => new BulkheadFullError(details, 6, 2), 'bulkhead-full', /6 calls under way and 2 waiting/],
  [() => new QueueTimeoutError(details, 100), 'queue-timeout', /within 100 ms/],
];

describe('errors in development', () => {
  for (const [create, code, words] of refusals) {
    it(`${code}: the whole text, and where it was raised`, () => {
      const error = create();
      expect(error.code).toBe(code as ConvoyError['code']);
      expect(error.message).toMatch(words);
      expect(error.stack).toContain('at ');
    });
  }

  it('says which option is wrong, what was given and what is allowed', () => {
    const rows: readonly (readonly [ConfigurationError, string])[] = [
      [new ConfigurationError('timeout', -1, { min: 0 }), 'a number of 0 or more, but is -1.'],
      [new ConfigurationError('mode', 'c', ['a', 'b']), "one of 'a', 'b', but is 'c'."],
      [new ConfigurationError('levels', [], 'a list'), 'a list, but is an object.'],
      [new ConfigurationError('path', null, undefined), 'something else, but is null.'],
    ];
    for (const [error, words] of rows) {
      expect(error.message).toBe(`${error.option} must be ${words}`);
    }
  });
});

describe('errors in production', () => {
  const { ngDevMode } = build;
  beforeEach(() => {
    build.ngDevMode = false;
  });
  afterEach(() => {
    build.ngDevMode = ngDevMode;
  });

  for (const [create, code] of refusals) {
    it(`${code}: the code, the service, and no stack`, () => {
      const error = create();
      expect(error).toBeInstanceOf(ConvoyError);
      expect(error).toBeInstanceOf(Error);
      expect(error.message).toBe(`${code} orders`);
      expect(error.stack).not.toContain('at ');
    });
  }

  it('names the instance when the error belongs to one', () => {
    const error = new NoInstanceError({ ...details, instance: 'orders-1' });
    expect(error.message).toBe('no-instance orders orders-1');
    expect(new ConvoyError('no-instance').message).toBe('no-instance');
  });

  it('leaves the stacks of all other errors as they are', () => {
    expect(new NoInstanceError(details).stack).not.toContain('at ');
    expect(new Error('another').stack).toContain('at ');
  });

  it('names the option that is wrong, where it was given, and for code what is allowed', () => {
    const error = new ConfigurationError('services[2].timeout', -1, { min: 0 });
    expect(error.message).toBe('invalid-configuration services[2].timeout');
    expect([error.value, error.expected]).toEqual([-1, { min: 0 }]);
    expect(error.stack).toContain('at ');
  });
});

describe('every error', () => {
  it('carries what the reader needs next', () => {
    const cause = new Error('503');
    const error = new CircuitOpenError({ ...details, retryAt: 5_000, cause }, '5 failures');
    expect([error.name, error.service, error.retryAt, error.reason]).toEqual([
      'CircuitOpenError',
      'orders',
      5_000,
      '5 failures',
    ]);
    expect(error.cause).toBe(cause);
    expect('cause' in new NoInstanceError({ ...details, cause: undefined })).toBeFalse();
  });
});

import type { ConfigurationError } from './errors';
import type { NumberRange } from './expected';
import {
  requireHttpUrl,
  requireName,
  requireNumber,
  requireOneOf,
  requireRate,
  within,
} from './options';

describe('requireNumber', () => {
  const rows: readonly (readonly [value: unknown, range: NumberRange, expected: string])[] = [
    [-1, { min: 0 }, 'a number of 0 or more'],
    [11, { max: 10 }, 'a number of 10 or less'],
    [11, { min: 1, max: 10, integer: true }, 'a whole number from 1 to 10'],
    [1.5, { integer: true }, 'a whole number'],
    [0, { exclusiveMin: 0 }, 'a number greater than 0'],
    [2, { exclusiveMin: 0, max: 1 }, 'a number greater than 0 and at most 1'],
    [NaN, {}, 'a number'],
    [Infinity, {}, 'a number'],
    ['5', {}, 'a number'],
    [undefined, {}, 'a number'],
  ];
  for (const [value, range, expected] of rows) {
    it(`says '${expected}' about ${String(value)}`, () => {
      expect(() => requireNumber('services[2].timeout', value, range)).toThrowError(
        new RegExp(`^services\\[2\\]\\.timeout must be ${expected}, but is `),
      );
    });
  }

  it('gives back what is in the range, its edges included', () => {
    for (const value of [0, 0.5, 1])
      expect(requireNumber('x', value, { min: 0, max: 1 })).toBe(value);
    expect(requireNumber('x', -7.5)).toBe(-7.5);
  });
});

describe('requireRate', () => {
  it('is a share: 1 is everything, 0 and 50 are mistakes', () => {
    expect(requireRate('failureRate', 1)).toBe(1);
    for (const value of [0, 50]) {
      expect(() => requireRate('failureRate', value)).toThrowError(/greater than 0 and at most 1/);
    }
  });
});

describe('requireName', () => {
  it('is a name that can stand in a URL and in a message', () => {
    expect(requireName('name', 'order-history_2')).toBe('order-history_2');
    for (const value of ['', ' ', 'order history', 'orders/archive', 'orders\n', 7, undefined]) {
      expect(() => requireName('name', value)).toThrowError(/^name must be a name/);
    }
  });
});

describe('requireHttpUrl', () => {
  const good: readonly (readonly [given: string, expected: string])[] = [
    ['https://api.example.com', 'https://api.example.com'],
    ['http://localhost:4100/', 'http://localhost:4100'],
    ['HTTPS://api.example.com/v1/orders//', 'HTTPS://api.example.com/v1/orders'],
    ['http://[::1]:4100/a', 'http://[::1]:4100/a'],
    ['http://10.0.0.7', 'http://10.0.0.7'],
  ];
  for (const [given, expected] of good) {
    it(`takes ${given}`, () => {
      expect(requireHttpUrl('url', given)).toBe(expected);
    });
  }

  const bad: readonly unknown[] = [
    '',
    '/api/orders',
    'orders.example.com',
    'ftp://example.com',
    'https://',
    'https:///path',
    'https://user:secret@example.com',
    'https://example.com?q=1',
    'https://example.com/#top',
    'https://example.com/a b',
    'https://example.com:port',
    'javascript:alert(1)',
    undefined,
    {},
  ];
  for (const value of bad) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      expect(() => requireHttpUrl('url', value)).toThrowError(/^url must be an absolute http/);
    });
  }
});

describe('requireOneOf', () => {
  it('is one of a few words', () => {
    expect(requireOneOf('verdict', 'early', ['early', 'late'])).toBe('early');
    expect(() => requireOneOf('verdict', 'soon', ['early', 'late'])).toThrowError(
      `verdict must be one of 'early', 'late', but is 'soon'.`,
    );
  });
});

describe('within', () => {
  it('names an option by its whole path, and leaves other errors alone', () => {
    const refuse = () => requireNumber('max', -1, { min: 0 });
    expect(() => within('services[2].retry', refuse)).toThrowMatching(
      ({ option, value, expected }: ConfigurationError) =>
        option === 'services[2].retry.max' && value === -1 && expected !== undefined,
    );
    const broken = () => {
      throw new TypeError('x is undefined');
    };
    expect(() => within('x', broken)).toThrowError(TypeError);
    expect(within('x', () => 5)).toBe(5);
  });
});

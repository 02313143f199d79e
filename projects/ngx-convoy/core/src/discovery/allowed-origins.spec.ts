import { ConfigurationError } from '../errors';
import { AllowedOrigins } from './allowed-origins';

describe('AllowedOrigins', () => {
  const list = [
    'https://api.example.com',
    'https://*.shop.example.com',
    'http://localhost:*',
    'https://[::1]:8443',
  ];
  const rows: readonly (readonly [url: string, allowed: boolean])[] = [
    ['https://api.example.com', true],
    ['https://api.example.com:443/orders', true],
    ['https://API.example.com/orders', true],
    ['https://api.example.com:8443', false],
    ['http://api.example.com', false],
    ['https://api.example.com.evil.test', false],
    ['https://evil-api.example.com', false],
    ['https://eu.shop.example.com', true],
    ['https://a.eu.shop.example.com/x', true],
    ['https://shop.example.com', false],
    ['https://evilshop.example.com', false],
    ['http://localhost:4101', true],
    ['http://localhost', true],
    ['https://localhost:4101', false],
    ['http://localhost.evil.test:4101', false],
    ['https://[::1]:8443/x', true],
    ['https://[::2]:8443/x', false],
    ['https://api.example.com@evil.test', false],
    ['https://api.example.com\\@evil.test', false],
    ['javascript:alert(1)', false],
    ['//api.example.com', false],
    ['/orders', false],
    ['', false],
  ];
  for (const [url, allowed] of rows) {
    it(`${allowed ? 'allows' : 'forbids'} '${url}'`, () => {
      expect(new AllowedOrigins(list).allows(url)).toBe(allowed);
    });
  }

  it('allows nothing when nothing is listed', () => {
    expect(new AllowedOrigins([]).allows('https://api.example.com')).toBeFalse();
  });

  for (const origin of [
    'https://api.example.com/',
    'api.example.com',
    '*',
    'https://*',
    'https://a.*.com',
    'https://u@a.test',
    'ws://a.test',
    'https://a.test:x',
  ]) {
    it(`refuses '${origin}' for an origin`, () => {
      expect(() => new AllowedOrigins(['https://a.test', origin])).toThrowMatching(
        (error: unknown) =>
          error instanceof ConfigurationError && error.option === 'allowedOrigins[1]',
      );
    });
  }
});

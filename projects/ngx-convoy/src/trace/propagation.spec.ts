import { Propagation } from './propagation';

describe('Propagation', () => {
  const page = 'https://shop.test/somewhere/';
  const of = (propagateTo?: 'same-origin' | 'services' | readonly string[]): Propagation =>
    new Propagation(propagateTo, page, 'https://shop.test');

  describe('to the own origin', () => {
    const rows: readonly (readonly [base: string, path: string, allowed: boolean])[] = [
      ['/api', '/orders', true],
      ['', '/orders', true],
      ['api', '/orders', true],
      ['https://shop.test', '/orders', true],
      ['https://shop.test:443', '/orders', true],
      ['HTTPS://SHOP.TEST', '/orders', true],
      ['http://shop.test', '/orders', false],
      ['https://shop.test:8443', '/orders', false],
      ['https://eu.shop.test', '/orders', false],
      ['https://shop.test.evil.test', '/orders', false],
      ['https://shop.test@evil.test', '/orders', false],
      ['//evil.test', '/orders', false],
      ['/\\evil.test', '/orders', false],
      ['\\\\evil.test', '/orders', false],
      ['/\t/evil.test', '/orders', false],
      [' //evil.test', '/orders', false],
      ['', '//evil.test/orders', false],
      ['', '/\\evil.test/orders', false],
      ['', '/\n/evil.test/orders', false],
      ['ht\ntps://evil.test', '/orders', false],
      ['https://evil.test', '/?https://shop.test', false],
      ['https://evil.test', '#https://shop.test', false],
      ['ftp://shop.test', '/orders', false],
      ['https://', '/orders', false],
    ];
    for (const [base, path, allowed] of rows) {
      it(`${allowed ? 'tells' : 'does not tell'} ${JSON.stringify([base, path])}`, () => {
        const propagation = of();
        expect(propagation.allows(base, path)).toBe(allowed);
        expect(propagation.allows(base, path)).withContext('the second time').toBe(allowed);
      });
    }
  });

  it('goes to all services when told so', () => {
    expect(of('services').allows('https://anywhere.test', '/orders')).toBeTrue();
  });

  describe('to a list', () => {
    const listed = of(['https://api.test', 'https://example.test/api', 'http://[::1]:4100']);
    const rows: readonly (readonly [base: string, path: string, allowed: boolean])[] = [
      ['/api', '/orders', true],
      ['https://api.test/v1', '/orders', true],
      ['https://api.test', '?page=2', true],
      ['http://api.test', '/orders', false],
      ['http://[::1]:4100', '/orders', true],
      ['https://example.test/api', '', true],
      ['https://example.test/api', '/orders', true],
      ['https://example.test/api', '?x', true],
      ['https://example.test', '/api', true],
      ['https://example.test', '/apis', false],
      ['https://example.test', '/admin', false],
      ['https://example.test', '/api/../admin', false],
      ['https://example.test', '/api/%2e%2e/admin', false],
      ['https://example.test', '/admin?/api', false],
      ['https://example.test', '/admin#/api', false],
    ];
    for (const [base, path, allowed] of rows) {
      it(`${allowed ? 'tells' : 'does not tell'} ${JSON.stringify([base, path])}`, () => {
        expect(listed.allows(base, path)).toBe(allowed);
      });
    }
  });
});

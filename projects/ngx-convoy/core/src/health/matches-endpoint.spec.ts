import fc from 'fast-check';
import { matchesEndpoint } from './matches-endpoint';
import { matchesGlob } from './matches-glob';

const rows: readonly (readonly [template: string, url: string, matches: boolean])[] = [
  ['/orders/{id}', '/orders/7', true],
  ['/orders/{id}', '/orders/7/', true],
  ['/orders/{id}', '/orders/7?expand=lines#top', true],
  ['/orders/{id}', '/orders', false],
  ['/orders/{id}', '/orders/7/items', false],
  ['/orders/{id}/items', '/orders/7/items', true],
  ['/orders', '/orders', true],
  ['/orders', '/orders/7', false],
  ['/orders{/rest*}', '/orders/7/items', true],
  ['/orders{/rest*}', '/orders', true],
  ['/files/{+path}', '/files/a/b/c.txt', true],
  ['/files/{+path}/meta', '/files/a/b/meta', true],
  ['/files/{+path}/meta', '/files/a/b', false],
  ['/search{?q,page}', '/search?q=lamp', true],
  ['/search{?q,page}', '/search', true],
  ['/items/{id}.json', '/items/7.json', true],
  ['/items/{id}.json', '/items/7.xml', false],
  ['https://api.x.io/shopping/{anything}', '/shopping/cart', true],
  ['/shopping/{anything}', 'https://other.test/shopping/cart', true],
  ['{+anything}', '/whatever/there/is', true],
  ['/a*b', '/axxb', false],
];

describe('matchesEndpoint', () => {
  for (const [template, url, matches] of rows) {
    it(`finds that ${url} is ${matches ? '' : 'not '}${template}`, () => {
      expect(matchesEndpoint(template, url)).toBe(matches);
    });
  }

  it('is quick even when a template was made to be slow', () => {
    const template = '/{+a}/x'.repeat(70);
    const url = '/x'.repeat(2_000);
    expect(matchesEndpoint(`${template}/y`, url)).toBeFalse();
  });
});

describe('matchesGlob', () => {
  it('agrees with a regular expression', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 });
    const texts = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const regexp = pattern
          .map((each) => (each === '*' ? '.*' : each === '?' ? '.' : each))
          .join('');
        expect(matchesGlob(pattern.join(''), text.join(''))).toBe(
          new RegExp(`^${regexp}$`).test(text.join('')),
        );
      }),
    );
  });
});

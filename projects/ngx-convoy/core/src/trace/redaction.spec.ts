import { Redaction } from './redaction';

describe('Redaction', () => {
  describe('of paths', () => {
    const rows: readonly (readonly [path: string, expected: string, allowed?: string])[] = [
      ['/orders/42', '/orders/42'],
      ['/orders?token=secret', '/orders'],
      ['?token=secret', ''],
      ['/orders#token=secret', '/orders'],
      ['/orders?a=1#b', '/orders'],
      ['/orders;jsessionid=secret/42', '/orders/42'],
      ['/orders;a=1?page=2', '/orders?page=2', 'page'],
      ['/orders?token=secret&page=2&token=more', '/orders?page=2', 'page'],
      ['/orders?page=2&page=3', '/orders?page=2&page=3', 'page'],
      ['/orders?pagetoken=secret', '/orders', 'page'],
      ['/orders?PAGE=2', '/orders', 'page'],
      ['/orders?page', '/orders?page', 'page'],
      ['/orders?a=1?page=2', '/orders', 'page'],
    ];
    for (const [path, expected, allowed] of rows) {
      it(`makes '${path}' '${expected}'${allowed === undefined ? '' : `, where ${allowed} is allowed`}`, () => {
        const queryParameters = allowed === undefined ? [] : [allowed];
        expect(new Redaction({ queryParameters }).path(path)).toBe(expected);
      });
    }

    it('gives the app the last word, on what is left', () => {
      const redaction = new Redaction({ path: (path) => path.replace(/\d+/g, '{id}') });
      expect(redaction.path('/orders/42?token=secret')).toBe('/orders/{id}');
    });

    it('keeps nothing when the app throws', () => {
      const redaction = new Redaction({
        path: () => {
          throw new Error('broken');
        },
      });
      expect(redaction.path('/orders/42')).toBe('/REDACTED');
    });
  });

  describe('of messages', () => {
    const rows: readonly (readonly [message: string, expected: string])[] = [
      ['nothing to hide?', 'nothing to hide?'],
      ['GET https://x.test/a?token=secret failed', 'GET https://x.test/a failed'],
      ['Http failure response for /a?token=secret: 503', 'Http failure response for /a 503'],
      ['at https://me:secret@x.test/a', 'at https://x.test/a'],
      ['Authorization: Bearer abc.def', 'Authorization: Bearer REDACTED'],
      ['sent basic dTpw, and more', 'sent basic REDACTED, and more'],
    ];
    for (const [message, expected] of rows) {
      it(`makes '${message}' '${expected}'`, () => {
        expect(new Redaction().message(message)).toBe(expected);
      });
    }
  });
});

import { redactPayload } from './redact-payload';

describe('redactPayload', () => {
  it('shows the shape of a body, and covers what is secret, however deep', () => {
    const shown = redactPayload({
      note: 'hello',
      card: { number: '4111 1111 1111 1111' },
      login: { password: 'hunter2', access_token: 'abc', eMail: 'ann@example.com' },
      author: 'Maeve',
      authorization: 'Basic xyz',
      amount: 5,
    });
    expect(shown).toContain('"note": "hello"');
    expect(shown).toContain('"amount": 5');
    expect(shown).toContain('"author": "Maeve"');
    expect(shown).not.toMatch(/4111|hunter2|abc|ann@|xyz/);
  });

  for (const [title, body, expected] of [
    ['nothing', null, 'No body'],
    ['a long text', 'x'.repeat(200), `${'x'.repeat(80)}…`],
    ['a file', new Blob(['12345'], { type: 'image/png' }), 'image/png, 5 bytes'],
    ['bytes', new ArrayBuffer(3), 'data, 3 bytes'],
  ] as const) {
    it(`says what ${title} is`, () => {
      expect(redactPayload(body)).toBe(expected);
    });
  }
});

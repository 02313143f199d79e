import { HttpParams, HttpRequest } from '@angular/common/http';
import { deleteDB } from 'idb';
import { OutboxUnstorableError } from 'ngx-convoy/core';
import { encryptedBodies } from './encrypted-bodies';
import { restoreBody, storeBody, storeValue } from './stored-body';

function stored(body: unknown): ReturnType<typeof storeBody> {
  return storeBody(new HttpRequest('POST', '/x', body));
}

const form = new FormData();
form.append('name', 'Ann');
form.append('photo', new File(['pixels'], 'photo.png', { type: 'image/png' }));

const bodies: readonly (readonly [title: string, body: unknown])[] = [
  ['nothing', null],
  ['an object', { text: 'hello', list: [1, null] }],
  ['a text', '{"not": "touched"'],
  ['bytes', new Uint8Array([1, 2, 255]).buffer],
  ['a blob', new Blob(['hello'], { type: 'text/plain' })],
  ['parameters', new HttpParams({ fromString: 'a=1&b=2' })],
  ['a form with a file', form],
];

describe('A stored body', () => {
  const name = `spec-key-${Date.now()}`;
  const cipher = encryptedBodies({ name });
  const place = { id: 'one', identity: 'ann' };

  afterAll(async () => {
    await deleteDB(name);
  });

  for (const [title, body] of bodies) {
    it(`gives ${title} back, in the clear and encrypted`, async () => {
      const expected = await plain(body);
      expect(await plain(restoreBody(structuredClone(stored(body))))).toEqual(expected);
      const sealed = structuredClone(await cipher.encode(stored(body), place));
      expect(await plain(restoreBody(await cipher.decode(sealed, place)))).toEqual(expected);
    });
  }

  it('has the bytes of the first attempt, whatever becomes of the object', () => {
    const body = { text: 'first' };
    const kept = stored(body);
    body.text = 'second';
    expect(restoreBody(kept)).toEqual({ text: 'first' });
  });

  it('refuses what is more than data', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => stored(circle)).toThrowError(OutboxUnstorableError);
    expect(() => storeValue(circle)).toThrowError(OutboxUnstorableError);
    expect(() => restoreBody('?')).toThrowError(OutboxUnstorableError);
  });

  it('cannot be read when it is encrypted and was moved to another entry', async () => {
    const secret = 'for nobody but Ann';
    const sealed = await cipher.encode(stored({ secret }), place);
    const bytes = new Blob(Object.values(sealed as Record<string, BlobPart>));
    expect(bytes.size).toBeGreaterThan(secret.length);
    expect(await bytes.text()).not.toContain(secret);
    await expectAsync(
      Promise.resolve(cipher.decode(sealed, { ...place, identity: 'bob' })),
    ).toBeRejected();
    // Another tab reads it with the same key.
    expect(await encryptedBodies({ name }).decode(sealed, place)).toEqual(stored({ secret }));
  });
});

/** Something that can be compared. */
async function plain(body: unknown): Promise<unknown> {
  if (body instanceof ArrayBuffer) return [...new Uint8Array(body)];
  if (body instanceof Blob) return [body.type, await body.text()];
  if (body instanceof HttpParams) return body.toString();
  if (!(body instanceof FormData)) return body;
  return Promise.all(
    [...body.entries()].map(async ([field, value]) =>
      typeof value === 'string'
        ? [field, value]
        : [field, value.name, value.type, await value.text()],
    ),
  );
}

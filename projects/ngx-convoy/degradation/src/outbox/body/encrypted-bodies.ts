import type { OutboxBodies, OutboxBodyPlace } from './outbox-bodies';
import type { StoredBody } from './stored-body';

/** An encrypted body, as it is stored. */
interface SealedBody {
  readonly kind: 'sealed';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Binary parts, in a form that JSON takes. */
type PackedPart =
  string | { readonly bytes: string; readonly type: string; readonly name: string | undefined };

const ALGORITHM = 'AES-GCM';
/** Bytes; NIST SP 800-38D, 8.2.2: a random one of 96 bits for each message. */
const IV_LENGTH = 12;

/**
 * Encrypts bodies by AES-GCM under a key of this browser, which cannot be read out of it, and which only the pages of this origin can
 * use. Bound to entry and owner: a body that somebody moves to another entry cannot be read.
 *
 * It keeps bodies from whoever copies the browser's files, not from scripts that run on the page. When the site's data are
 * cleared, the key goes with the entries.
 *
 * @param options `name`: of the database that holds the key, default `ngx-convoy-outbox-key`
 * @usageNotes
 * ```ts
 * withOutbox({ bodies: encryptedBodies() })
 * ```
 * @see W3C, Web Cryptography API
 */
export function encryptedBodies({
  name = 'ngx-convoy-outbox-key',
}: { readonly name?: string | undefined } = {}): OutboxBodies {
  let opening: Promise<CryptoKey> | undefined;
  const key = (): Promise<CryptoKey> => {
    opening ??= keyOf(name).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    encode: async (body, place): Promise<SealedBody> => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
      const text = new TextEncoder().encode(JSON.stringify(await pack(body as StoredBody)));
      const parameters = { name: ALGORITHM, iv, additionalData: boundTo(place) };
      return {
        kind: 'sealed',
        iv,
        data: await crypto.subtle.encrypt(parameters, await key(), text),
      };
    },
    decode: async (body, place): Promise<StoredBody> => {
      const { iv, data } = body as SealedBody;
      const parameters = { name: ALGORITHM, iv, additionalData: boundTo(place) };
      const text = await crypto.subtle.decrypt(parameters, await key(), data);
      return unpack(JSON.parse(new TextDecoder().decode(text)) as PackedBody);
    },
  };
}

/** Made once, by whichever tab comes first. */
async function keyOf(name: string): Promise<CryptoKey> {
  // Named here only: a bundler could not drop it from an app that does not encrypt.
  const { openDB } = await import('idb');
  const database = await openDB<{ keys: { key: string; value: CryptoKey } }>(name, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('keys');
    },
  });
  try {
    const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
    const known = await transaction.store.get('body');
    if (known === undefined) await transaction.store.put(made, 'body');
    await transaction.done;
    return known ?? made;
  } finally {
    database.close();
  }
}

function boundTo({ id, identity }: OutboxBodyPlace): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([identity, id]));
}

type PackedBody =
  | Exclude<StoredBody, { kind: 'bytes' | 'blob' | 'form' }>
  | { readonly kind: 'bytes' | 'blob'; readonly part: PackedPart }
  | { readonly kind: 'form'; readonly parts: readonly (readonly [string, PackedPart])[] };

async function pack(body: StoredBody): Promise<PackedBody> {
  switch (body.kind) {
    case 'bytes':
      return { kind: 'bytes', part: await packPart(new Blob([body.bytes])) };
    case 'blob':
      return { kind: 'blob', part: await packPart(body.blob) };
    case 'form': {
      const parts = body.fields.map(
        async ([name, value]): Promise<readonly [string, PackedPart]> => [
          name,
          await packPart(value),
        ],
      );
      return { kind: 'form', parts: await Promise.all(parts) };
    }
    default:
      return body;
  }
}

async function unpack(body: PackedBody): Promise<StoredBody> {
  switch (body.kind) {
    case 'bytes': {
      const part = unpackPart(body.part);
      return { kind: 'bytes', bytes: await new Blob([part]).arrayBuffer() };
    }
    case 'blob': {
      const part = unpackPart(body.part);
      return { kind: 'blob', blob: typeof part === 'string' ? new Blob([part]) : part };
    }
    case 'form':
      return {
        kind: 'form',
        fields: body.parts.map(([name, part]) => [name, unpackPart(part)] as const),
      };
    default:
      return body;
  }
}

async function packPart(value: string | Blob): Promise<PackedPart> {
  if (typeof value === 'string') return value;
  let bytes = '';
  for (const byte of new Uint8Array(await value.arrayBuffer())) bytes += String.fromCharCode(byte);
  const name = value instanceof File ? value.name : undefined;
  return { bytes: btoa(bytes), type: value.type, name };
}

function unpackPart(part: PackedPart): string | Blob {
  if (typeof part === 'string') return part;
  const bytes = Uint8Array.from(atob(part.bytes), (char) => char.charCodeAt(0));
  const { type, name } = part;
  return name === undefined ? new Blob([bytes], { type }) : new File([bytes], name, { type });
}

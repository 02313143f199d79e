/** Whose body it is. */
export interface OutboxBodyPlace {
  /** Of the entry. */
  readonly id: string;
  readonly identity: string;
}

/**
 * How bodies are stored: leave out what is private, or encrypt it. What `decode` gives back is what is sent.
 *
 * `encryptedBodies()` is a ready-made one.
 */
export interface OutboxBodies {
  /** @param body plain data, as `StoredBody` */
  encode(body: unknown, place: OutboxBodyPlace): unknown;
  /** One that throws makes a dead letter of the entry. */
  decode(body: unknown, place: OutboxBodyPlace): unknown;
}

/** A body as it is stored. */
export async function encodeBody(
  bodies: OutboxBodies | undefined,
  body: unknown,
  { id, identity }: OutboxBodyPlace,
): Promise<unknown> {
  return bodies === undefined ? body : await bodies.encode(body, { id, identity });
}

import { requireNumber } from '../options';
import type { CacheableResponse, CachedResponse, CacheRequest } from './cached-response';
import { shows } from './invalidated-paths';
import { fitsRequest, variedBy, varyNames } from './vary';

/** What an answer is kept under. All of it counts: nothing of one identity is ever found by another. */
export interface CacheKey {
  readonly service: string;
  /** With its query. */
  readonly path: string;
  readonly method: string;
  /** What the body was read as. */
  readonly type: string;
  /** Whose it is. */
  readonly identity: string;
}

/** All answers that are kept under one key; more than one, where they vary. */
export interface CacheSlot<Body> {
  readonly key: CacheKey;
  /** What it can be dropped by. */
  readonly tags: readonly string[];
  /** The last one that came first. */
  readonly responses: readonly CachedResponse<Body>[];
}

/** What belongs together and is dropped together. */
export type SlotTest = (slot: Pick<CacheSlot<unknown>, 'key' | 'tags'>) => boolean;

/** Variants of one address; more are a `Vary` that fits nobody. */
const MAX_VARIANTS = 8;

/**
 * Keeps answers in memory. Bounded: what was not used for the longest time makes room.
 *
 * It has no opinion about freshness (see `weigh`) and no clock.
 *
 * @usageNotes
 * ```ts
 * const store = new ResponseStore<Product[]>({ maxEntries: 50, dropped: (key) => disk.delete(key) });
 * store.put(key, request, response, ['products']);
 * store.find(key, request); // CachedResponse | undefined
 * ```
 */
export class ResponseStore<Body> {
  /** In the order of use: a Map iterates in the order of insertion. */
  private readonly slots = new Map<string, CacheSlot<Body>>();
  private readonly maxEntries: number;
  private readonly evicted: (key: string) => void;

  /** @param options `maxEntries`: a whole number of 1 or more, default 200; `evicted`: told of what had to make room */
  constructor({
    maxEntries = 200,
    evicted = () => undefined,
  }: {
    readonly maxEntries?: number | undefined;
    readonly evicted?: ((key: string) => void) | undefined;
  } = {}) {
    this.maxEntries = requireNumber('maxEntries', maxEntries, { min: 1, integer: true });
    this.evicted = evicted;
  }

  /** How many keys have an answer. */
  get size(): number {
    return this.slots.size;
  }

  /** The answer that fits a request; of several, the one that came last. Using it keeps it. */
  find(key: CacheKey, request: CacheRequest): CachedResponse<Body> | undefined {
    const text = keyText(key);
    const slot = this.slots.get(text);
    if (slot === undefined) return undefined;
    this.slots.delete(text);
    this.slots.set(text, slot);
    return slot.responses.find((response) => fitsRequest(response, request));
  }

  /** Whether something is kept under a key, whatever it varies by. */
  has(key: CacheKey): boolean {
    return this.slots.has(keyText(key));
  }

  /** Keeps an answer in the place of the one that would have fitted the same request. */
  put(
    key: CacheKey,
    request: CacheRequest,
    response: CacheableResponse<Body>,
    tags: readonly string[],
  ): CacheSlot<Body> {
    const varied = variedBy(varyNames(response.headers), request);
    const others = this.slots.get(keyText(key))?.responses ?? [];
    const kept = others.filter((other) => !fitsRequest(other, request));
    const slot: CacheSlot<Body> = {
      ...{ key, tags },
      responses: [{ ...response, varied }, ...kept].slice(0, MAX_VARIANTS),
    };
    this.restore(slot);
    return slot;
  }

  /** Takes in a slot as a whole, such as one that a disk has kept. */
  restore(slot: CacheSlot<Body>): void {
    const text = keyText(slot.key);
    this.slots.delete(text);
    this.slots.set(text, slot);
    for (const oldest of this.slots.keys()) {
      if (this.slots.size <= this.maxEntries) return;
      this.slots.delete(oldest);
      this.evicted(oldest);
    }
  }

  /** Drops what is meant. @returns their keys as texts */
  drop(isMeant: SlotTest): readonly string[] {
    const dropped: string[] = [];
    for (const [text, slot] of this.slots) if (isMeant(slot)) dropped.push(text);
    for (const text of dropped) this.slots.delete(text);
    return dropped;
  }

  /** All slots, those used last at the end. */
  all(): readonly CacheSlot<Body>[] {
    return [...this.slots.values()];
  }
}

/** A key as one text. Its parts cannot run into each other, whatever stands in them. */
export function keyText({ service, path, method, type, identity }: CacheKey): string {
  return JSON.stringify([service, path, method, type, identity]);
}

/** What no longer is true after one of these paths of a service was changed, for whomever it was kept. */
export function showsAny(service: string, paths: readonly string[]): SlotTest {
  return ({ key }) => key.service === service && paths.some((path) => shows(key.path, path));
}

import { DestroyRef, DOCUMENT, inject, Service, signal, type Signal } from '@angular/core';
import { CLOCK, TabChannel } from 'ngx-convoy';
import { keyText, type CacheKey, type CacheSlot, type Clock } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import type { CacheDisk } from './cache-disk';
import { identityText, userOf } from './cache-identity';
import { isDropSelection, isSelected, type DropSelection } from './cache-selection';
import type { KeptBody } from './kept-response';

declare const ngServerMode: unknown;

/**
 * - `none`: answers are kept in this page only
 * - `ready`: on disk, too
 * - `full`: the browser gives no more room; what is there is used
 * - `refused`: the browser has no disk for this page, such as in a private window
 */
export type CacheStorageState = 'none' | 'ready' | 'full' | 'refused';

/** Milliseconds that a request waits for the disk at most: a database can be blocked by another tab for long. */
const PATIENCE = 500;
/** How many times as many answers as in memory. */
const DISK_FACTOR = 4;

type Slot = CacheSlot<KeptBody>;

/**
 * Where answers are kept beyond the page, when `httpCache` asks for it. Everything it does is done behind the back of
 * requests, in order; nothing that goes wrong in it reaches them.
 */
@Service()
export class CacheStorage {
  private readonly options = inject(DEGRADATION);
  private readonly clock = inject(CLOCK);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly stateOf = signal<CacheStorageState>('none');
  readonly state: Signal<CacheStorageState> = this.stateOf.asReadonly();

  private readonly digests = new Map<string, string>();
  private listener: ((selection: DropSelection) => void) | undefined;
  private readonly channel: TabChannel<DropSelection> | undefined;
  private disk: CacheDisk | undefined;
  /** What is to be done, one after the other; `undefined` without a disk. */
  private work: Promise<void> | undefined;

  constructor() {
    const cache = this.options.cache;
    const isServer = typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
    if (cache?.storage !== 'indexed-db' || isServer) return;
    // Digests are for secure contexts only, and nobody's name is stored in clear.
    if (this.view?.crypto.subtle === undefined) {
      this.stateOf.set('refused');
      return;
    }
    this.channel = new TabChannel(`${cache.name}:dropped`, isDropSelection, (selection) =>
      this.listener?.(selection),
    );
    this.work = this.open(cache.name, cache.version);
    inject(DestroyRef).onDestroy(() => {
      this.channel?.close();
      this.do((disk) => {
        disk.close();
      });
    });
  }

  /** What other tabs have dropped. */
  listen(listener: (selection: DropSelection) => void): void {
    this.listener = listener;
  }

  /** A slot that only the disk has; `undefined` when it certainly has none. Its identity is that of the key. */
  load(key: CacheKey): Promise<Slot | undefined> | undefined {
    if (this.work === undefined || this.stateOf() === 'refused') return undefined;
    const digest = this.digests.get(key.identity);
    if (this.disk !== undefined && digest !== undefined && !this.disk.has(rowKey(key, digest))) {
      return undefined;
    }
    return within(PATIENCE, this.clock, this.read(key));
  }

  put(slot: Slot): void {
    this.do(async (disk) => {
      const { key } = slot;
      const identity = await this.digest(key.identity);
      await disk.put({
        ...{ key: rowKey(key, identity), version: this.options.cache?.version ?? '', identity },
        user: await this.digest(userOf(key.identity)),
        storedAt: this.clock.now(),
        slot: { ...slot, key: { ...key, identity: '' } },
      });
    });
  }

  /** Drops what is meant, here and in other tabs. */
  drop(selection: DropSelection): void {
    this.channel?.tell(selection);
    this.do((disk) => disk.deleteSlots((slot) => isSelected(slot, selection)));
  }

  /** Only what belongs to this user, or to nobody, stays. */
  keepOnly(user: string): void {
    this.do(async (disk) => {
      const mine = [await this.digest(user), await this.digest('')];
      await this.digest(identityText(user, ''));
      await disk.deleteWhere('user', (other) => !mine.includes(other));
    });
  }

  /** What belongs to one identity goes. */
  forget(user: string, authorization: string): void {
    this.do(async (disk) => {
      const gone = await this.digest(identityText(user, authorization));
      await disk.deleteWhere('identity', (identity) => identity === gone);
    });
  }

  /** Resolves when everything that was asked for is done. */
  settled(): Promise<void> {
    return this.work ?? Promise.resolve();
  }

  private async open(name: string, version: string): Promise<void> {
    try {
      // Whoever keeps nothing on disk does not load what it takes.
      const { CacheDisk } = await import('./cache-disk');
      const rows = this.options.cacheEntries * DISK_FACTOR;
      // Known from now on, so that who has nothing on disk does not wait for it.
      await this.digest(identityText('', ''));
      this.disk = await CacheDisk.open(name, version, rows);
      this.stateOf.set('ready');
    } catch {
      this.stateOf.set('refused');
    }
  }

  private do(task: (disk: CacheDisk) => void | Promise<void>): void {
    if (this.work === undefined) return;
    this.work = this.work.then(async () => {
      if (this.disk === undefined) return;
      try {
        await task(this.disk);
        if (this.stateOf() === 'full') this.stateOf.set('ready');
      } catch (error) {
        // Closed by the browser or in favour of another version of the app: this page goes on from memory.
        const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
        this.stateOf.set(isFull ? 'full' : 'refused');
        if (!isFull) this.disk = undefined;
      }
    });
  }

  private async read(key: CacheKey): Promise<Slot | undefined> {
    await this.work;
    const digest = await this.digest(key.identity);
    const row = rowKey(key, digest);
    try {
      return this.disk?.has(row) === true ? await this.disk.get(row) : undefined;
    } catch {
      return undefined;
    }
  }

  /** SHA-256: two identities must never meet in one key, nor be read from it. */
  private async digest(text: string): Promise<string> {
    const known = this.digests.get(text);
    if (known !== undefined || this.view === null) return known ?? '';
    const bytes = await this.view.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    const digest = Array.from(new Uint8Array(bytes), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    this.digests.set(text, digest);
    return digest;
  }
}

function rowKey(key: CacheKey, identity: string): string {
  return keyText({ ...key, identity });
}

function within<T>(ms: number, clock: Clock, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(clock.now() + ms, () => {
      resolve(undefined);
    });
    void promise.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

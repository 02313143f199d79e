import { DestroyRef, DOCUMENT, inject, NgZone, Service, signal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import {
  isHeld,
  LONGEST_HOLD,
  readHeld,
  requireNumber,
  type Cancel,
  type Held,
} from 'ngx-convoy/core';
import { OVERRIDE_STORAGE } from './override-storage';

declare const ngServerMode: unknown;

const KEY = 'ngx-convoy/overrides';
/** Milliseconds that something is held when nobody says for how long. */
const QUARTER_OF_AN_HOUR = 900_000;

/** Who sets something by hand, why and for how long. */
export interface HoldOptions {
  /** Who does it, for those who wonder. */
  readonly by?: string | undefined;
  /** Why, in words. */
  readonly reason?: string | undefined;
  /** Milliseconds, > 0 and at most a day, after which it ends by itself. Default 900,000, which are 15 minutes. */
  readonly duration?: number | undefined;
}

/** What operators have set by hand, each with an end. Kept over a reload, and the same in all tabs of the app. */
@Service()
export class Overrides {
  private readonly clock = inject(CLOCK);
  private readonly storage = inject(OVERRIDE_STORAGE);
  private readonly zone = inject(NgZone);
  private readonly entries = signal<ReadonlyMap<string, Held<unknown>>>(new Map());
  private cancelEnd: Cancel | undefined;

  readonly all = this.entries.asReadonly();

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    this.take(this.read());
    const view = inject(DOCUMENT).defaultView;
    // Told by the other tabs only; `null` is a storage that was emptied.
    const follow = ({ key, storageArea }: StorageEvent): void => {
      if (storageArea === this.storage && (key === KEY || key === null)) this.take(this.read());
    };
    view?.addEventListener('storage', follow);
    inject(DestroyRef).onDestroy(() => {
      view?.removeEventListener('storage', follow);
      this.cancelEnd?.();
    });
  }

  /** What is set under that key and still holds. Reactive. */
  of(key: string): Held<unknown> | undefined {
    return this.entries().get(key);
  }

  /** @throws ConfigurationError when `duration` is out of range */
  hold(key: string, value: unknown, { by = '', reason = '', duration }: HoldOptions = {}): void {
    const since = this.clock.now();
    const until =
      since +
      requireNumber('duration', duration ?? QUARTER_OF_AN_HOUR, {
        exclusiveMin: 0,
        max: LONGEST_HOLD,
      });
    this.change(new Map(this.entries()).set(key, { value, by, reason, since, until }));
  }

  release(key: string): void {
    const rest = new Map(this.entries());
    if (rest.delete(key)) this.change(rest);
  }

  private change(entries: ReadonlyMap<string, Held<unknown>>): void {
    this.take(entries);
    try {
      if (entries.size === 0) this.storage?.removeItem(KEY);
      else this.storage?.setItem(KEY, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      // Full, or forbidden: then it holds in this tab until a reload.
    }
  }

  private take(entries: ReadonlyMap<string, Held<unknown>>): void {
    this.entries.set(entries);
    this.cancelEnd?.();
    this.cancelEnd = undefined;
    const end = Math.min(...[...entries.values()].map(({ until }) => until));
    if (end === Infinity) return;
    this.zone.runOutsideAngular(() => {
      this.cancelEnd = this.clock.schedule(end, () => {
        this.dropEnded();
      });
    });
  }

  private dropEnded(): void {
    const now = this.clock.now();
    this.change(new Map([...this.entries()].filter(([, held]) => isHeld(held, now))));
  }

  private read(): ReadonlyMap<string, Held<unknown>> {
    const now = this.clock.now();
    const found = new Map<string, Held<unknown>>();
    for (const [key, data] of Object.entries(this.stored())) {
      const held = readHeld(data, isAnything, now);
      if (held !== undefined) found.set(key, held);
    }
    return found;
  }

  private stored(): object {
    try {
      const data: unknown = JSON.parse(this.storage?.getItem(KEY) ?? '{}');
      return typeof data === 'object' && data !== null ? data : {};
    } catch {
      return {};
    }
  }
}

/** Whoever reads it knows what it may be. */
function isAnything(value: unknown): value is unknown {
  return value !== undefined;
}

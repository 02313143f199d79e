import { inject, Service, type Signal } from '@angular/core';
import type { CacheEntry, CacheSelection } from './cache-entry';
import type { CacheStorageState } from './cache-storage';
import type { CacheCounts } from './cache-tally';
import { KeptResponses } from './kept-responses';

/**
 * The answers that are kept: in memory, and with `httpCache({ storage: 'indexed-db' })` beyond the page. To look at, and to
 * drop.
 *
 * Signals have at most one new value a frame, and only while somebody reads them. Answers grow old by time alone as well;
 * whoever shows them for long calls `refresh` on a beat of its own.
 *
 * @usageNotes
 * ```ts
 * inject(ResponseCache).invalidate({ tag: 'prices' });
 * inject(ResponseCache).clear(); // where somebody signs out and `identity` does not tell
 * ```
 */
@Service()
export class ResponseCache {
  private readonly kept = inject(KeptResponses);

  /** What is kept, those used last at the end. */
  readonly entries: Signal<readonly CacheEntry[]> = this.kept.entries;
  /** What became of calls, by service. */
  readonly counts: Signal<ReadonlyMap<string, CacheCounts>> = this.kept.counts;
  /** Where answers are kept beyond the page. */
  readonly storageState: Signal<CacheStorageState> = this.kept.storageState;

  /** How many addresses have an answer. */
  get size(): number {
    return this.kept.size;
  }

  /** Drops what is meant, for everybody and in every tab. */
  invalidate(selection: CacheSelection): void {
    this.kept.invalidate(selection);
  }

  /** Forgets everything, on disk as well. */
  clear(): void {
    this.kept.invalidate({});
  }

  /** Lets readers see what time alone has changed. */
  refresh(): void {
    this.kept.refresh();
  }
}

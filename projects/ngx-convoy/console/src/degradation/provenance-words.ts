import type { FallbackKind } from 'ngx-convoy';
import type { CacheStorageState, ProvenanceSource } from 'ngx-convoy/degradation';

/** Where an answer came from, for operators. */
export const SOURCE_WORDS: Readonly<Record<ProvenanceSource, string>> = {
  live: 'live',
  cache: 'cache, fresh',
  stale: 'cache, stale',
  static: 'fixed value',
  degraded: 'reduced answer',
  queued: 'queued',
  failover: 'another service',
};

/** What stands in, for operators. */
export const FALLBACK_WORDS: Readonly<Record<FallbackKind, string>> = {
  service: 'other service',
  cache: 'cache',
  static: 'fixed value',
  degraded: 'reduced answer',
  queue: 'queue',
};

/** Where answers are kept beyond the page, for operators. */
export const STORAGE_WORDS: Readonly<Record<CacheStorageState, string>> = {
  none: 'in memory only',
  ready: 'in memory and on disk',
  full: 'in memory; the disk is full',
  refused: 'in memory; the browser gives no disk',
};

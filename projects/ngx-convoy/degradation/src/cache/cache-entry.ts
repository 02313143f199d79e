/** Something that is kept, to look at. */
export interface CacheEntry {
  readonly service: string;
  readonly path: string;
  readonly method: string;
  readonly tags: readonly string[];
  /** Milliseconds. */
  readonly age: number;
  /**
   * - `fresh`: given
   * - `stale`: given, and renewed
   * - `standby`: given when the service fails
   * - `unsure`: given when the service confirms it
   */
  readonly state: 'fresh' | 'stale' | 'standby' | 'unsure';
}

/** What is meant when something is to be dropped: everything of which all that is said holds. */
export interface CacheSelection {
  readonly service?: string | undefined;
  /** This path with any query, and the list above it. */
  readonly path?: string | undefined;
  readonly tag?: string | undefined;
}

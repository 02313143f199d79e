/** `Thu, 01 Jan 2026 12:00:00 GMT`: when the answer of every row is made. */
export const NOON = 1_767_268_800_000;
export const NOON_DATE = 'Thu, 01 Jan 2026 12:00:00 GMT';
export const MINUTE_LATER = 'Thu, 01 Jan 2026 12:01:00 GMT';

export type Headers = Readonly<Record<string, string>>;

/** An answer, and what becomes of it for a second request some time later. */
export interface ReuseCase {
  /** Where the rule stands. */
  readonly section: string;
  readonly title: string;
  readonly method?: string;
  /** Headers of the first request. */
  readonly asked?: Headers;
  /** Default 200. */
  readonly status?: number;
  /** Headers of its answer. */
  readonly said: Headers;
  /** Seconds that the answer took. Default 0. */
  readonly delay?: number;
  /** Seconds from the answer to the second request. Default 0. */
  readonly after?: number;
  /** Headers of the second request. Default: those of the first. */
  readonly again?: Headers;
  /** Seconds, in the place of our defaults. */
  readonly policy?: { readonly fresh?: number; readonly swr?: number; readonly sie?: number };
  /** `unstored` and `unfit` say that there is nothing to weigh. */
  readonly use: 'unstored' | 'unfit' | 'fresh' | 'stale' | 'revalidate' | 'validate';
  /** Seconds. */
  readonly age?: number;
  /** Seconds. */
  readonly ttl?: number;
  readonly mayStandIn?: boolean;
}

export const dated = { date: NOON_DATE };
export const minute = { ...dated, 'cache-control': 'max-age=60' };
/** No time that is not said. */
export const nothing = { fresh: 0, swr: 0, sie: 0 };

export function row(
  section: string,
  title: string,
  fields: Omit<ReuseCase, 'section' | 'title'>,
): ReuseCase {
  return { ...named(section, title), ...fields };
}

export function named(section: string, title: string): { section: string; title: string } {
  return { section: `RFC ${section}`, title };
}

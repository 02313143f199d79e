/** Directives by their names in lower case; `undefined` for one without an argument. */
export type CacheDirectives = ReadonlyMap<string, string | undefined>;

/** What a number of seconds that is larger than this means: for ever (RFC 9111, 1.2.2). */
const MOST_SECONDS = 2_147_483_648;

const DIRECTIVE = /([^\s=,;"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

const NONE: CacheDirectives = new Map();

/**
 * Reads `Cache-Control`. Of a directive that comes twice, the first counts (RFC 9111, 4.2.1).
 *
 * @see RFC 9111, 5.2: names in any case, arguments as tokens or as quoted strings
 */
export function parseCacheControl(text: string | null | undefined): CacheDirectives {
  if (text === null || text === undefined || text === '') return NONE;
  const directives = new Map<string, string | undefined>();
  for (const [, name = '', quoted, token] of text.matchAll(DIRECTIVE)) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
  }
  return directives;
}

/**
 * The argument of a directive in milliseconds; `undefined` when it is not there. Nonsense is 0: what cannot be understood is
 * not fresh (RFC 9111, 4.2.1).
 */
export function directiveMs(directives: CacheDirectives, name: string): number | undefined {
  if (!directives.has(name)) return undefined;
  return parseSeconds(directives.get(name)) * 1_000;
}

/** A number of seconds as HTTP writes it; 0 for anything else. @see RFC 9111, 1.2.2 */
export function parseSeconds(text: string | null | undefined): number {
  return /^\s*\d+\s*$/.test(text ?? '') ? Math.min(Number(text), MOST_SECONDS) : 0;
}

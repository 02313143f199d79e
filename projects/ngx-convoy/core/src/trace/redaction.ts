/** What of a URL may be remembered. */
export interface RedactionOptions {
  /** Query parameters that hold no secret, such as `page`; all others are left out. Default: none. */
  readonly queryParameters?: readonly string[] | undefined;
  /**
   * Last word on a path, with the query parameters that are left, such as `(path) => path.replace(/\/\d+/g, '/{id}')`.
   * When it throws, nothing of the path is kept.
   */
  readonly path?: ((path: string) => string) | undefined;
}

/** What stands in place of what was taken out. */
const REDACTED = 'REDACTED';

/**
 * Takes out of URLs and messages what may be secret, before they are kept, shown or exported: queries, fragments, user and
 * password, parameters of path segments (`;jsessionid=…`), credentials after `Bearer` and `Basic`.
 *
 * Headers and bodies are not redacted, because they are never looked at.
 *
 * @see OpenTelemetry semantic conventions, `url.full`
 */
export class Redaction {
  private readonly allowed: ReadonlySet<string>;
  private readonly rewrite: ((path: string) => string) | undefined;

  constructor({ queryParameters = [], path }: RedactionOptions = {}) {
    this.allowed = new Set(queryParameters);
    this.rewrite = path;
  }

  /** @param path with or without query and fragment */
  path(path: string): string {
    const end = path.search(/[?#;]/);
    const bare = end < 0 ? path : this.strip(path);
    if (this.rewrite === undefined) return bare;
    try {
      return this.rewrite(bare);
    } catch {
      return `/${REDACTED}`;
    }
  }

  /** A message that may quote URLs or credentials. */
  message(text: string): string {
    return text
      .replace(/\b(bearer|basic)\s+[^\s,;]+/gi, `$1 ${REDACTED}`)
      .replace(/\/\/[^\s/?#@]*@/g, '//')
      .replace(/(\/[^\s?#]*)[?#]\S*/g, '$1');
  }

  private strip(path: string): string {
    const [withQuery = ''] = path.split('#', 1);
    const query = withQuery.indexOf('?');
    const bare = (query < 0 ? withQuery : withQuery.slice(0, query)).replace(/;[^/]*/g, '');
    const kept =
      query < 0
        ? []
        : withQuery
            .slice(query + 1)
            .split('&')
            .filter((pair) => this.allows(pair));
    return copyOf(kept.length === 0 ? bare : `${bare}?${kept.join('&')}`);
  }

  private allows(pair: string): boolean {
    const [name = ''] = pair.split('=', 1);
    return this.allowed.has(name);
  }
}

/** A URL without user and password. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#\\]*@/i, '$1//');
}

/**
 * The same text in memory of its own. V8 lets a part of a string point into the whole, which would keep a query alive for
 * as long as the path before it is remembered.
 */
export function copyOf(text: string): string {
  return ` ${text}`.slice(1);
}

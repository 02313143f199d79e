import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';

/** An origin, taken apart. `undefined` for a part that may be anything. */
interface Pattern {
  readonly scheme: string;
  readonly host: string;
  /** Whether `host` stands for everything below it. */
  readonly isParent: boolean;
  readonly port: string | undefined;
}

const ORIGIN = /^(https?):\/\/(\*\.)?([a-z\d.-]+|\[[\da-f:.]+\])(?::(\d{1,5}|\*))?$/i;
const URL_START = /^(https?):\/\/([\w.~%-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?(?:[/?#]|$)/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * The origins that a browser may be sent to by somebody else's list.
 *
 * Exact origins (`https://api.example.com`), everything below a domain (`https://*.example.com`, which is not
 * `https://example.com` itself), any port (`http://localhost:*`).
 *
 * A registry's answer decides where requests go, and with them cookies and tokens: it is as good as code, and a
 * list says whose code it is.
 */
export class AllowedOrigins {
  private readonly patterns: readonly Pattern[];

  /**
   * @param option what messages call the list
   * @throws ConfigurationError for what is no origin
   */
  constructor(origins: readonly string[], option = 'allowedOrigins') {
    this.patterns = origins.map((origin, index) => parse(origin, `${option}[${index}]`));
  }

  /** @param url an absolute http(s) URL; nothing else is ever allowed */
  allows(url: string): boolean {
    const parts = URL_START.exec(url);
    if (parts === null) return false;
    const scheme = lower(parts[1]);
    const host = lower(parts[2]);
    const port = parts[3] ?? DEFAULT_PORTS[scheme];
    return this.patterns.some(
      (pattern) =>
        pattern.scheme === scheme &&
        (pattern.port === undefined || pattern.port === port) &&
        (pattern.isParent ? host.endsWith(`.${pattern.host}`) : pattern.host === host),
    );
  }
}

function parse(origin: string, option: string): Pattern {
  const parts = ORIGIN.exec(origin);
  if (parts === null) {
    throw new ConfigurationError(
      option,
      origin,
      inWords(() => `an origin such as 'https://api.example.com' or 'https://*.example.com'`),
    );
  }
  const scheme = lower(parts[1]);
  const port = parts[4] ?? DEFAULT_PORTS[scheme];
  return {
    scheme,
    host: lower(parts[3]),
    isParent: parts[2] !== undefined,
    port: port === '*' ? undefined : port,
  };
}

function lower(part: string | undefined): string {
  return (part ?? '').toLowerCase();
}

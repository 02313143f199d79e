/** Where a request goes: which service, and what of the URL is left for it. */
export interface ServiceMatch {
  readonly service: string;
  /** What follows the prefix, query included: `''`, `/42?expand=1` or `?page=2`. */
  readonly path: string;
}

const SCHEME = 'service://';

/**
 * Finds the service that a URL belongs to, by scheme (`service://orders/42`) or by the longest registered prefix.
 *
 * A prefix ends at a path boundary: `/api/orders` takes `/api/orders`, `/api/orders/42` and `/api/orders?page=2`,
 * but not `/api/orders-archive`. One hash look-up for each distinct prefix length that fits.
 */
export class ServiceMatcher {
  private readonly byPrefix = new Map<string, string>();
  private readonly names = new Set<string>();
  private lengths: readonly number[] = [];

  /** Registers a service under its prefixes. A prefix that another service holds already is taken over. */
  add(service: string, prefixes: readonly string[]): void {
    this.names.add(service);
    for (const prefix of prefixes) this.byPrefix.set(trimSlash(prefix), service);
    this.measure();
  }

  /** Forgets a service and all its prefixes. */
  remove(service: string): void {
    this.names.delete(service);
    for (const [prefix, owner] of this.byPrefix) {
      if (owner === service) this.byPrefix.delete(prefix);
    }
    this.measure();
  }

  /** The service that holds `prefix`, if any: two services cannot share one. */
  ownerOf(prefix: string): string | undefined {
    return this.byPrefix.get(trimSlash(prefix));
  }

  match(url: string): ServiceMatch | undefined {
    if (url.startsWith(SCHEME)) return this.matchScheme(url);
    for (const length of this.lengths) {
      if (!isBoundary(url, length)) continue;
      const service = this.byPrefix.get(url.slice(0, length));
      if (service !== undefined) return { service, path: url.slice(length) };
    }
    return undefined;
  }

  private matchScheme(url: string): ServiceMatch | undefined {
    let end = SCHEME.length;
    while (!isBoundary(url, end)) end += 1;
    const service = url.slice(SCHEME.length, end);
    return this.names.has(service) ? { service, path: url.slice(end) } : undefined;
  }

  /** Longest first, so that the most specific prefix wins. */
  private measure(): void {
    const lengths = new Set<number>();
    for (const prefix of this.byPrefix.keys()) lengths.add(prefix.length);
    this.lengths = [...lengths].sort((a, b) => b - a);
  }
}

function isBoundary(url: string, at: number): boolean {
  if (at > url.length) return false;
  if (at === url.length) return true;
  const character = url.charCodeAt(at);
  return character === 47 /* / */ || character === 63 /* ? */ || character === 35; /* # */
}

function trimSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
}

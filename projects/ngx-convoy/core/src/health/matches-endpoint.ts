import { matchesGlob } from './matches-glob';

/**
 * Whether a URL is one of those that a URI template describes: `/orders/{id}` is `/orders/7`, and not `/orders/7/items`.
 *
 * `{name}` stands for what is between two slashes, `{+name}` and `{/name*}` for any number of parts. `{?query}` and
 * queries are left aside, and so are origins: a client may reach the service under another address.
 *
 * @param template RFC 6570, such as `affectedEndpoints` of `application/health+json` has them
 * @param url a path, or an absolute URL
 * @usageNotes
 * ```ts
 * matchesEndpoint('/orders/{id}/invoice', '/orders/7/invoice?as=pdf'); // true
 * ```
 */
export function matchesEndpoint(template: string, url: string): boolean {
  const spread = template.replace(/\{[?&#][^}]*\}/g, '').replace(/\{\/[^}]*\}/g, '/{+}');
  return matchesParts(partsOf(spread).map(patternOf), partsOf(url));
}

/** Any number of parts, none among them. */
const ANY = '**';

function partsOf(url: string): readonly string[] {
  const path = url.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  return path.split('/').filter((part) => part !== '');
}

function patternOf(part: string): string {
  if (/^\{\+[^}]*\}$/.test(part)) return ANY;
  return part.replace(/\*(?![^{]*\})/g, '?').replace(/\{[^}]*\}/g, '*');
}

/** As {@link matchesGlob}, with parts in the place of characters. */
function matchesParts(pattern: readonly string[], parts: readonly string[]): boolean {
  let at = 0;
  let any = -1;
  let from = 0;
  let index = 0;
  while (index < parts.length) {
    const expected = pattern[at];
    if (expected === ANY) {
      any = at;
      from = index;
      at += 1;
    } else if (expected !== undefined && matchesGlob(expected, parts[index] ?? '')) {
      at += 1;
      index += 1;
    } else if (any >= 0) {
      at = any + 1;
      from += 1;
      index = from;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((rest) => rest === ANY);
}

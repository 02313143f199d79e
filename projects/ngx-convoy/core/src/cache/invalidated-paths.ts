const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/** Whether a method promises to change nothing. @see RFC 9110, 9.2.1 */
export function isSafeMethod(method: string): boolean {
  return SAFE.includes(method);
}

/**
 * Paths that are no longer true after a request: none for one that changes nothing or was refused; else that of the request,
 * and what its answer says has come or changed. Queries are left out: every page of a list may show what was changed.
 *
 * @param others values of `Location` and `Content-Location`, as paths of the same service; of another origin, nothing may be
 *   dropped by what an answer says
 * @see RFC 9111, 4.4
 */
export function invalidatedPaths(
  method: string,
  status: number,
  path: string,
  others: readonly (string | undefined)[],
): readonly string[] {
  if (isSafeMethod(method) || status < 200 || status >= 400) return [];
  const paths = [path, ...others].filter((each) => each !== undefined);
  return [...new Set(paths.map(pathOf))];
}

/** A path without its query. */
function pathOf(path: string): string {
  return path.replace(/[?#].*$/, '');
}

/** Whether a path shows what another one is: it is the same, or the list above it. */
export function shows(kept: string, changed: string): boolean {
  const own = trimmed(pathOf(kept));
  const other = trimmed(changed);
  return own === other || own === other.slice(0, Math.max(0, other.lastIndexOf('/')));
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

import type { CacheableResponse } from 'ngx-convoy/core';
import type { KeptBody } from './kept-response';

/** Whether an answer says the same as another one; what cannot be compared, such as a `Blob`, does not. */
export function isSameContent(
  a: CacheableResponse<KeptBody>,
  b: CacheableResponse<KeptBody>,
): boolean {
  const [before, after] = [a.headers['etag'], b.headers['etag']];
  if (before !== undefined && before === after) return true;
  return isSameValue(a.body.body, b.body.body);
}

/** Whether two values of JSON are the same, whatever the order of their fields. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSameValue(a[name], b[name]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

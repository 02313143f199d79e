import { trimBlanks } from './trim-blanks';

/** The most members of a list. */
const MAX_MEMBERS = 32;
/** Characters that must be passed on; more may be shortened. */
const MAX_LENGTH = 512;
/** Characters; a longer member is dropped first. */
const LONG_MEMBER = 128;

const KEY = /^[a-z\d][a-z\d_*/@-]{0,255}$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/**
 * A `tracestate` header that may be passed on, without blanks around its members.
 *
 * Of a key that is there twice the first, and so the most recent, stays. Of a list longer than 512 characters the last
 * members are dropped, those longer than 128 first.
 *
 * @returns `undefined` when it must be dropped: empty, a malformed member, more than 32 members
 * @see W3C Trace Context, Level 2
 */
export function parseTracestate(header: string | null | undefined): string | undefined {
  const members: string[] = [];
  const keys = new Set<string>();
  for (const each of (header ?? '').split(',')) {
    const member = trimBlanks(each);
    if (member === '') continue;
    const equals = member.indexOf('=');
    const key = member.slice(0, equals);
    if (equals < 1 || !KEY.test(key) || !VALUE.test(member.slice(equals + 1))) return undefined;
    if (keys.has(key)) continue;
    keys.add(key);
    members.push(member);
  }
  if (members.length === 0 || members.length > MAX_MEMBERS) return undefined;
  return shorten(members);
}

/**
 * Puts a member first, in place of an older one of the same key. The others keep their order; of 33 the last goes.
 *
 * @returns the list as it may be sent; `undefined` when the member is malformed
 */
export function formatTracestate(
  key: string,
  value: string,
  tracestate: string | undefined,
): string | undefined {
  const others = (tracestate ?? '')
    .split(',')
    .filter((member) => member !== '' && !member.startsWith(`${key}=`));
  return parseTracestate([`${key}=${value}`, ...others.slice(0, MAX_MEMBERS - 1)].join(','));
}

function shorten(members: string[]): string {
  const isTooLong = (): boolean => members.join(',').length > MAX_LENGTH;
  for (let i = members.length - 1; i > 0 && isTooLong(); i--) {
    if ((members[i]?.length ?? 0) > LONG_MEMBER) members.splice(i, 1);
  }
  while (members.length > 1 && isTooLong()) members.pop();
  return members.join(',');
}

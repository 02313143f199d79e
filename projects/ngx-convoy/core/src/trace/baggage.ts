import { trimBlanks } from './trim-blanks';

/** What everybody has to pass on, and so the most that we do. */
const MAX_MEMBERS = 64;
const MAX_BYTES = 8_192;

const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
const OCTETS = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/**
 * A `baggage` header that may be passed on, without blanks around its members.
 *
 * Members that are malformed are left out, each by itself, and so are those that come after 64 members or do not fit
 * into 8,192 bytes; none is cut.
 *
 * @returns `undefined` when nothing is left
 * @see W3C Baggage
 */
export function parseBaggage(header: string | null | undefined): string | undefined {
  let list = '';
  let count = 0;
  for (const each of (header ?? '').split(',')) {
    const member = trimBlanks(each);
    if (count === MAX_MEMBERS || !isMember(member)) continue;
    // What passed is ASCII: a character is a byte.
    const longer = count === 0 ? member : `${list},${member}`;
    if (longer.length > MAX_BYTES) continue;
    list = longer;
    count += 1;
  }
  return count === 0 ? undefined : list;
}

/**
 * Writes one `baggage` member more; the value is percent-encoded, with U+FFFD for halves of characters.
 *
 * @returns the longer list; the list as it was when the key is no token, or when it does not fit
 */
export function formatBaggage(
  key: string,
  value: string,
  baggage: string | undefined,
): string | undefined {
  const member = `${key}=${encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
  return parseBaggage(baggage === undefined ? member : `${baggage},${member}`);
}

/** `key=value;property;property=value`, blanks allowed around each. */
function isMember(member: string): boolean {
  const [pair = '', ...properties] = member.split(';');
  return isPair(pair) && properties.every((each) => TOKEN.test(trimBlanks(each)) || isPair(each));
}

function isPair(text: string): boolean {
  const equals = text.indexOf('=');
  return (
    equals > 0 &&
    TOKEN.test(trimBlanks(text.slice(0, equals))) &&
    OCTETS.test(trimBlanks(text.slice(equals + 1)))
  );
}

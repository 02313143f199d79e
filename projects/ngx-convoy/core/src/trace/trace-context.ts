/** Where a request stands in its trace. @see W3C Trace Context, Level 1 */
export interface TraceContext {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits, not all zero: the span that is now the parent. */
  readonly spanId: string;
  /** Whether somebody may be recording this trace. */
  readonly sampled: boolean;
  /** Vendors' own list, opaque. */
  readonly tracestate?: string | undefined;
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` header.
 *
 * @returns `undefined` when it must be ignored: malformed, version `ff`, or an id of zeros. A version of the future is
 *   read as far as version 00 goes, as the standard demands.
 */
export function parseTraceparent(header: string | null | undefined): TraceContext | undefined {
  const match = TRACEPARENT.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes a `traceparent` header of version 00. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

const KEY = /^(?:[a-z][a-z\d_*/-]{0,255}|[a-z\d][a-z\d_*/-]{0,240}@[a-z][a-z\d_*/-]{0,13})$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/**
 * A `tracestate` header that may be passed on, without blanks around its members.
 *
 * @returns `undefined` when it must be dropped: a malformed or repeated member, more than 32 members. Of a list longer
 *   than 512 characters the last members are dropped, those longer than 128 first, as the standard says.
 */
export function parseTracestate(header: string | null | undefined): string | undefined {
  const members = (header ?? '')
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > 32) return undefined;
  const keys = new Set<string>();
  for (const member of members) {
    const equals = member.indexOf('=');
    const key = member.slice(0, equals);
    if (equals < 1 || !KEY.test(key) || !VALUE.test(member.slice(equals + 1)) || keys.has(key)) {
      return undefined;
    }
    keys.add(key);
  }
  return shorten(members);
}

/** Puts our own member first, replacing an older one of the same key. @returns the list as it may be sent */
export function formatTracestate(
  key: string,
  value: string,
  tracestate: string | undefined,
): string | undefined {
  const others = (tracestate ?? '')
    .split(',')
    .filter((member) => member !== '' && !member.startsWith(`${key}=`));
  return parseTracestate([`${key}=${value}`, ...others.slice(0, 31)].join(','));
}

const MAX_TRACESTATE = 512;
const LONG_MEMBER = 128;

function shorten(members: string[]): string {
  const length = (): number => members.join(',').length;
  for (let i = members.length - 1; i > 0 && length() > MAX_TRACESTATE; i--) {
    if ((members[i]?.length ?? 0) > LONG_MEMBER) members.splice(i, 1);
  }
  while (members.length > 1 && length() > MAX_TRACESTATE) members.pop();
  return members.join(',');
}

const MAX_BAGGAGE = 8_192;
const MAX_BAGGAGE_MEMBERS = 64;
const BAGGAGE_MEMBER =
  /^[!#$%&'*+.^_`|~\w-]+[ \t]*=[ \t]*[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*[ \t]*(?:;[^;]+)*$/;

/**
 * A `baggage` header that may be passed on.
 *
 * @returns `undefined` when it must be dropped: malformed, more than 64 members or 8,192 characters
 * @see W3C Baggage
 */
export function parseBaggage(header: string | null | undefined): string | undefined {
  if (header === null || header === undefined || header.length > MAX_BAGGAGE) return undefined;
  const members = header.split(',').map((member) => member.trim());
  if (members.length > MAX_BAGGAGE_MEMBERS) return undefined;
  return members.every((member) => BAGGAGE_MEMBER.test(member)) ? members.join(',') : undefined;
}

/** Writes one `baggage` member more; the value is percent-encoded. @returns `undefined` when nothing valid came out */
export function formatBaggage(
  key: string,
  value: string,
  baggage: string | undefined,
): string | undefined {
  const member = `${key}=${encodeURIComponent(value)}`;
  return parseBaggage(baggage === undefined ? member : `${baggage},${member}`);
}

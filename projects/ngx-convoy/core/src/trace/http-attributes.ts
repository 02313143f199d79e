import type { CallRecord } from './call-record';
import type { AttributeValue } from './operation-record';
import { withoutUserInfo } from './redaction';
import type { AttemptStep } from './trace-step';

/** What the conventions know; case counts (RFC 9110, RFC 5789, and QUERY). */
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
]);

/** An attempt in the words of the conventions. */
interface HttpAttributes {
  /** What stands for the method in the span's name. */
  readonly spanMethod: string;
  /** `error.type`: the status, or a class of error. */
  readonly errorType: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>;
}

/** @see OpenTelemetry semantic conventions 1.44, `span.http.client` */
export function httpAttributes(
  { method, path }: CallRecord,
  { url, status, number, outcome }: AttemptStep,
  ownOrigin: string,
): HttpAttributes {
  const isKnown = KNOWN_METHODS.has(method);
  const full = withoutUserInfo(/^https?:/i.test(url) ? url + path : ownOrigin + url + path);
  const server = serverOf(full);
  return {
    spanMethod: isKnown ? method : 'HTTP',
    errorType: errorType(status, outcome),
    attributes: {
      'http.request.method': isKnown ? method : '_OTHER',
      'http.request.method_original': isKnown ? undefined : method,
      'server.address': server.address,
      'server.port': server.port,
      'url.full': full,
      'http.response.status_code': status,
      'http.request.resend_count': number > 1 ? number - 1 : undefined,
    },
  };
}

/** What the caller has cancelled is no error. */
function errorType(
  status: number | undefined,
  outcome: AttemptStep['outcome'],
): string | undefined {
  if (outcome === 'timeout') return 'timeout';
  if (outcome === 'cancelled' || outcome === 'unset') return undefined;
  if (status !== undefined && status >= 400) return String(status);
  if (outcome === 'success') return undefined;
  return status === undefined ? 'no-answer' : 'bad-answer';
}

const AUTHORITY = /^(https?):\/\/(?:\[([^\]]*)\]|([^/?#:]*))(?::(\d+))?/i;

function serverOf(url: string): { readonly address: string | undefined; readonly port: number } {
  const [, scheme = '', ipv6, host, port] = AUTHORITY.exec(url) ?? [];
  return {
    address: ipv6 ?? host,
    port: port === undefined ? (scheme.toLowerCase() === 'https' ? 443 : 80) : Number(port),
  };
}

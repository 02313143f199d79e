import { HttpErrorResponse } from '@angular/common/http';
import { parseRetryAfter, type Verdict } from 'ngx-convoy/core';

/** 501 and 505 will not get better by asking again. */
const HOPELESS: readonly number[] = [501, 505];
/** Request Timeout, Too Early, Too Many Requests: the server asks to come again (RFC 9110, 8470, 6585). */
const COME_AGAIN: readonly number[] = [408, 425, 429];

/** Timeouts, Too Many Requests, and what gateways say of a service that they cannot reach. */
const OVERLOAD: readonly number[] = [408, 429, 502, 503, 504];

const CALLERS_FAULT: Verdict = { outcome: 'success', retryable: false };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

/**
 * What an error of `HttpClient` says about the service.
 *
 * An answer of 4xx means that the service works. No answer while the browser knows that it is offline says nothing
 * about anybody; `onLine === true` proves nothing, so it is not asked the other way round.
 *
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 */
export function judgeHttpError(error: unknown, now: number, isOffline: boolean): Verdict {
  if (!(error instanceof HttpErrorResponse)) return NOBODYS_FAULT;
  const { status } = error;
  if (status === 0) {
    return isOffline ? NOBODYS_FAULT : { outcome: 'failure', retryable: true, overload: true };
  }
  // A page that is offline gets a 504 from its service worker only, which could not ask anybody.
  if (status === 504 && isOffline) return NOBODYS_FAULT;
  if (COME_AGAIN.includes(status) || status >= 500) {
    return {
      outcome: 'failure',
      retryable: !HOPELESS.includes(status),
      overload: OVERLOAD.includes(status),
      retryAfter: parseRetryAfter(error.headers.get('Retry-After'), now),
    };
  }
  // An "error" of 2xx: the body was not what the content type says.
  return status < 300 ? { outcome: 'failure', retryable: true, overload: false } : CALLERS_FAULT;
}

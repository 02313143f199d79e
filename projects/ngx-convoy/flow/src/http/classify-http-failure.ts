import { HttpErrorResponse } from '@angular/common/http';
import { classifySagaError, parseRetryAfter, type SagaFailure } from 'ngx-convoy/core';

/**
 * What an error of `HttpClient` means for a saga.
 *
 * 4xx is a refusal: the participant has understood and does not want to. Exceptions: 401 (a session can be renewed), 425 and 429
 * (come again) had no effect; 408 may have had one. No answer, 5xx, and an answer that cannot be read (2xx as an error) leave the
 * outcome unknown.
 *
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @see RFC 9110, section 15; RFC 9457 for the problem document that names the reason
 */
export function classifyHttpFailure(error: unknown, now: number): SagaFailure {
  if (!(error instanceof HttpErrorResponse)) return classifySagaError(error);
  const { status } = error;
  const problem = problemOf(error.error);
  const delay = parseRetryAfter(error.headers.get('Retry-After'), now);
  return {
    kind: kindOf(status),
    name: 'HttpErrorResponse',
    message: problem.detail ?? (status === 0 ? 'There was no answer.' : `HTTP ${status}`),
    status,
    code: problem.type,
    retryAt: delay === undefined ? undefined : now + delay,
  };
}

function kindOf(status: number): SagaFailure['kind'] {
  if (status === 401 || status === 425 || status === 429) return 'technical';
  return status >= 400 && status < 500 && status !== 408 ? 'business' : 'unknown';
}

function problemOf(body: unknown): { readonly type?: string; readonly detail?: string } {
  if (typeof body !== 'object' || body === null) return {};
  return {
    ...('type' in body && typeof body.type === 'string' ? { type: body.type } : {}),
    ...('detail' in body && typeof body.detail === 'string' ? { detail: body.detail } : {}),
  };
}

import { HttpErrorResponse } from '@angular/common/http';
import { ConvoyError, type ConvoyErrorCode } from 'ngx-convoy/core';

const REASONS: Partial<Record<ConvoyErrorCode, string>> = {
  'circuit-open': 'circuit open',
  'no-instance': 'no instance',
  'bulkhead-full': 'too busy',
  'queue-timeout': 'too busy',
  'rate-limited': 'too many calls',
  throttled: 'held back',
  'deadline-too-short': 'timeout',
  'attempt-timeout': 'timeout',
  'deadline-exceeded': 'timeout',
};

/** What the browser knows of the network, and of who stands between the page and it. */
export interface PageNetwork {
  readonly onLine?: boolean | undefined;
  readonly serviceWorker?: { readonly controller?: unknown } | undefined;
}

/**
 * Why a service could not answer, in words; `undefined` when it did answer and a fallback would only hide what it said.
 *
 * An answer of 4xx is an answer: 401 and 403 above all, because what was shown to somebody before must not be shown to
 * somebody who may not see it.
 */
export function failureReason(error: unknown, network: PageNetwork = {}): string | undefined {
  if (error instanceof ConvoyError) return REASONS[error.code];
  if (!(error instanceof HttpErrorResponse)) return undefined;
  const { status } = error;
  if (status === 0) return network.onLine === false ? 'offline' : 'no answer';
  if (status >= 500) return isFromWorker(error, network) ? 'offline' : `http ${status}`;
  // An "error" of 2xx: the body was not what it should be.
  return status < 300 ? 'malformed answer' : undefined;
}

/** Who may not see it, or for whom it is no more, must not be shown what was kept of it either, now or later. */
const DENIALS: readonly number[] = [401, 403, 404, 410];

export function isDenial(error: unknown): boolean {
  return error instanceof HttpErrorResponse && DENIALS.includes(error.status);
}

/**
 * Angular's service worker turns a network that is gone into an answer of 504 without a single header, which no gateway
 * gives; a page that is offline can get none from anybody else.
 */
function isFromWorker({ status, headers }: HttpErrorResponse, network: PageNetwork): boolean {
  if (status !== 504 || (network.serviceWorker?.controller ?? null) === null) return false;
  return network.onLine === false || headers.keys().length === 0;
}

import type { HttpRequest } from '@angular/common/http';
import type { ServiceCallLimits, Upstream } from 'ngx-convoy/core';
import type { CallOptions } from './convoy-context';

declare const ngServerMode: unknown;

const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** What a request may take: what it asks for itself, else what its service is configured for. */
export function callLimitsOf(
  request: HttpRequest<unknown>,
  asked: CallOptions,
  { options }: Upstream,
): ServiceCallLimits {
  return {
    idempotent: asked.idempotent ?? isIdempotent(request),
    timeout: asked.timeout ?? request.timeout ?? options.timeout,
    deadline: asked.deadline ?? options.deadline,
    priority: asked.priority,
    affinity: asked.affinity,
    // A page that is rendered on a server must not wait for backoff.
    retries: isServer() ? 0 : (asked.retries ?? options.retry.attempts),
  };
}

function isServer(): boolean {
  return typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
}

function isIdempotent(request: HttpRequest<unknown>): boolean {
  return IDEMPOTENT_METHODS.has(request.method) || request.headers.has('Idempotency-Key');
}

import { HttpHeaders, type HttpContext, type HttpRequest } from '@angular/common/http';
import { copyOf, type Endpoint } from 'ngx-convoy/core';
import { OWN_URL_INSTANCE } from '../config/resolve-service';
import type { ServiceCall } from './service-call';

/**
 * What stands before the path in the URL of an attempt. A service without instances is called where the request says;
 * `service://…` says nothing, so its prefix does.
 */
export function attemptBase({ request, path }: ServiceCall, { id, url }: Endpoint): string {
  if (id !== OWN_URL_INSTANCE || request.url.startsWith('service://')) return url;
  const length = request.url.length - path.length;
  // It is nearly always the prefix, which is there already; and a part would keep the whole URL alive.
  const isPrefix = url.length === length && request.url.startsWith(url);
  return isPrefix ? url : copyOf(request.url.slice(0, length));
}

/** The request of a call as it is sent: a single clone, whatever changes. */
export function attemptRequest(
  { request, limits, trace }: ServiceCall,
  url: string,
  context: HttpContext,
  traced: Readonly<Record<string, string>> | undefined,
): HttpRequest<unknown> {
  const { method } = request;
  let headers = addHeaders(request.headers, traced);
  const isUnsafe = method === 'POST' || method === 'PATCH';
  // One that may be repeated carries a key, the same on every attempt.
  if (isUnsafe && limits.idempotent && !headers.has('Idempotency-Key')) {
    headers = headers.set('Idempotency-Key', `${trace.traceId}-${trace.spanId}`);
  }
  return request.clone({ url, context, headers });
}

/** Each that is added makes a list of changes and a copy: of more than one, it is cheaper to begin with them. */
function addHeaders(
  own: HttpHeaders,
  added: Readonly<Record<string, string>> | undefined,
): HttpHeaders {
  if (added === undefined) return own;
  const [name, ...more] = Object.keys(added);
  if (name !== undefined && more.length === 0) return own.set(name, added[name] ?? '');
  if (own.keys().length === 0) return new HttpHeaders(added);
  let headers = own;
  for (const [name, value] of Object.entries(added)) headers = headers.set(name, value);
  return headers;
}

import { HttpParams, type HttpRequest } from '@angular/common/http';
import { OutboxUnstorableError } from 'ngx-convoy/core';

/** A request's body as plain data. */
export type StoredBody =
  | { readonly kind: 'none' }
  /** As it goes over the wire, so that the same write has the same bytes each time. */
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'params'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'form'; readonly fields: readonly (readonly [string, string | Blob])[] };

/** @throws OutboxUnstorableError when it is more than data */
export function storeBody(request: HttpRequest<unknown>): StoredBody {
  const body = serialized(request);
  if (body === null) return { kind: 'none' };
  if (typeof body === 'string') {
    if (request.body instanceof HttpParams) return { kind: 'params', text: body };
    return { kind: typeof request.body === 'string' ? 'text' : 'json', text: body };
  }
  if (body instanceof URLSearchParams) return { kind: 'params', text: body.toString() };
  if (body instanceof FormData) return { kind: 'form', fields: [...body.entries()] };
  if (body instanceof Blob) return { kind: 'blob', blob: body };
  return { kind: 'bytes', bytes: body.slice(0) };
}

/** The body as the app gave it, or as good as that: JSON is an object again, for interceptors that look at it. */
export function restoreBody(stored: unknown): unknown {
  if (!isStoredBody(stored)) throw new OutboxUnstorableError();
  switch (stored.kind) {
    case 'none':
      return null;
    case 'json':
      return JSON.parse(stored.text) as unknown;
    case 'text':
      return stored.text;
    case 'params':
      return new HttpParams({ fromString: stored.text });
    case 'bytes':
      return stored.bytes;
    case 'blob':
      return stored.blob;
    case 'form': {
      const form = new FormData();
      for (const [name, value] of stored.fields) {
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, value);
      }
      return form;
    }
  }
}

/** Another body in the place of the first: that of a conflict that was resolved. */
export function storeValue(value: unknown): StoredBody {
  if (value === null || value === undefined) return { kind: 'none' };
  try {
    return { kind: 'json', text: JSON.stringify(value) };
  } catch (error) {
    throw new OutboxUnstorableError(error);
  }
}

function isStoredBody(value: unknown): value is StoredBody {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function serialized(
  request: HttpRequest<unknown>,
): ReturnType<HttpRequest<unknown>['serializeBody']> {
  try {
    return request.serializeBody();
  } catch (error) {
    throw new OutboxUnstorableError(error);
  }
}

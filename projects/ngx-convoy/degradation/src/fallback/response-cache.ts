import type { HttpRequest, HttpResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { LastGoodCache, type LastGood } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { isReading } from './is-harmless';

/**
 * The last good answers, in memory.
 *
 * An answer belongs to method, full URL, type of body and user. Bodies are copied on their way in and out, so that
 * nobody who changes what was received changes what others get.
 */
@Service()
export class ResponseCache {
  private readonly clock = inject(CLOCK);
  private readonly options = inject(DEGRADATION);
  private readonly cache = new LastGoodCache<HttpResponse<unknown>>({
    maxEntries: this.options.cacheEntries,
  });

  /** How many answers are kept. */
  get size(): number {
    return this.cache.size;
  }

  /** Keeps a good answer, if it may be kept. */
  keep(request: HttpRequest<unknown>, response: HttpResponse<unknown>): void {
    if (!isReading(request) || !isComplete(response) || isSecret(request, response)) return;
    const body = copy(response.body);
    if (body === undefined) return;
    this.cache.put(this.keyOf(request), response.clone({ body }), this.clock.now());
  }

  /** @param maxAge milliseconds */
  find(request: HttpRequest<unknown>, maxAge: number): LastGood<HttpResponse<unknown>> | undefined {
    if (!isReading(request)) return undefined;
    const found = this.cache.get(this.keyOf(request), this.clock.now());
    if (found === undefined || found.age > maxAge) return undefined;
    return { ...found, value: found.value.clone({ body: copy(found.value.body) ?? null }) };
  }

  /** Forgets everything. Call it when somebody signs in or out. */
  clear(): void {
    this.cache.clear();
  }

  private keyOf(request: HttpRequest<unknown>): string {
    const { method, urlWithParams, responseType } = request;
    return JSON.stringify([method, urlWithParams, responseType, this.options.identity(request)]);
  }
}

/** 206 is a part of something, 204 is nothing. */
function isComplete({ status }: HttpResponse<unknown>): boolean {
  return status === 200 || status === 203;
}

/** RFC 9111, 5.2.1.5 and 5.2.2.5; an answer that varies by everything fits no other request (4.1). */
function isSecret(request: HttpRequest<unknown>, response: HttpResponse<unknown>): boolean {
  return (
    request.cache === 'no-store' ||
    /\bno-store\b/i.test(request.headers.get('Cache-Control') ?? '') ||
    /\bno-store\b/i.test(response.headers.get('Cache-Control') ?? '') ||
    response.headers.get('Vary')?.trim() === '*'
  );
}

/** `undefined` for what cannot be copied. */
function copy(body: unknown): unknown {
  try {
    return structuredClone(body);
  } catch {
    return undefined;
  }
}

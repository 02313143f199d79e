import type { HttpErrorResponse, HttpResponse } from '@angular/common/http';
import type { TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { DegradationOptions } from '../degradation-options';
import { house, service, type House } from '../house.spec';
import { httpCache, type HttpCacheOptions, type ServiceCacheOptions } from './http-cache';
import { ResponseCache } from './response-cache';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

export interface Asked {
  readonly responses: HttpResponse<unknown>[];
  readonly errors: HttpErrorResponse[];
  readonly unsubscribe: () => void;
}

export interface Scene extends House {
  readonly cache: ResponseCache;
  get(path?: string, options?: Parameters<House['http']['get']>[1]): Asked;
  /** What was sent to the backend and waits for an answer. */
  sent(): TestRequest[];
  /** One call and its answer from the backend. */
  fill(body: object | string, headers?: Record<string, string>, path?: string): void;
}

/** The real library, a service `prices` with a cache, and a backend that says what it is told. */
export function scene(
  prices: ServiceCacheOptions = {},
  options: Omit<DegradationOptions, 'cache'> = {},
  where: Omit<HttpCacheOptions, 'services'> = {},
): Scene {
  const it = house({ ...options, cache: httpCache({ services: { prices }, ...where }) }, [
    service('prices'),
    service('archive'),
  ]);
  const get: Scene['get'] = (path = '/7', given = {}) => {
    const asked: Asked = {
      responses: [],
      errors: [],
      unsubscribe: () => subscription.unsubscribe(),
    };
    const subscription = it.http
      .get(`/api/prices${path}`, { ...given, observe: 'response' })
      .subscribe({
        next: (response) => asked.responses.push(response),
        error: (error: HttpErrorResponse) => asked.errors.push(error),
      });
    return asked;
  };
  const sent: Scene['sent'] = () => it.backend.match(() => true);
  const fill: Scene['fill'] = (body, headers = {}, path) => {
    get(path);
    for (const request of sent()) request.flush(body, { headers });
  };
  return { ...it, cache: TestBed.inject(ResponseCache), get, sent, fill };
}

export function bodies({ responses }: Asked): unknown[] {
  return responses.map(({ body }) => body);
}

export function first({ responses: [response] }: Asked): HttpResponse<unknown> {
  if (response === undefined) throw new Error('There is no answer.');
  return response;
}

export const down = { status: 503, statusText: 'down' };

import { HttpClient, type HttpHeaders, type HttpParams } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import { convoy, type CallOptions } from '../http/convoy-context';

/** A request to a service, by the service's name. */
export interface ServiceRequest extends Omit<CallOptions, 'service'> {
  readonly service: string;
  /** Path at the service, query included; begins with `/`. */
  readonly path: string;
  /** Default `GET`. */
  readonly method?: string | undefined;
  readonly body?: unknown;
  readonly params?: HttpParams | Record<string, string | number | boolean> | undefined;
  readonly headers?: HttpHeaders | Record<string, string> | undefined;
}

/**
 * Calls services by name, for code that has no URL.
 *
 * It goes through `HttpClient` and so through the same interceptors as every other request.
 *
 * @usageNotes
 * ```ts
 * inject(Orchestrator).request<Order>({ service: 'orders', path: '/orders/42' }).subscribe(...)
 * ```
 */
@Service()
export class Orchestrator {
  private readonly http = inject(HttpClient);

  request<T>(request: ServiceRequest): Observable<T> {
    const { service, path, method = 'GET', body, params, headers, ...options } = request;
    return this.http.request<T>(method, `service://${service}${path}`, {
      context: convoy({ ...options, service }),
      body,
      ...(params === undefined ? {} : { params }),
      ...(headers === undefined ? {} : { headers }),
    });
  }
}

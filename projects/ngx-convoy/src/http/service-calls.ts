import type { HttpRequest } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { extractTraceContext, type ServiceMatch, type TraceContext } from 'ngx-convoy/core';
import { Upstreams } from '../registry/upstreams';
import { Tracer } from '../trace/tracer';
import { callLimitsOf } from './call-limits-of';
import { callOptionsOf } from './convoy-context';
import { ServiceCall } from './service-call';

/** Finds out which requests belong to a service, and opens their calls. */
@Service()
export class ServiceCalls {
  /** Whether any request has come by: a set-up without interceptors shows by this. */
  sawRequest = false;

  private readonly upstreams = inject(Upstreams);
  private readonly tracer = inject(Tracer);
  private readonly origin: string = inject(DOCUMENT).location.origin;

  /** `undefined` when the request belongs to no service; it must then pass untouched. */
  match(request: HttpRequest<unknown>): ServiceMatch | undefined {
    this.sawRequest = true;
    return this.matchContext(request) ?? this.upstreams.match(this.stripOrigin(request.url));
  }

  /**
   * @param start epoch milliseconds
   * @param parent the trace that it belongs to; default: what the request itself says
   * @returns `undefined` when the service has gone since it was matched
   */
  open(
    request: HttpRequest<unknown>,
    { service, path }: ServiceMatch,
    start: number,
    parent?: TraceContext,
  ): ServiceCall | undefined {
    const upstream = this.upstreams.get(service);
    if (upstream === undefined) return undefined;
    const asked = callOptionsOf(request);
    const { template } = asked;
    const record = this.tracer.call(
      { service, method: request.method, path, template },
      parent ?? asked.trace ?? parentOf(request),
      start,
    );
    const limits = callLimitsOf(request, asked, upstream);
    return new ServiceCall(request, upstream, path, limits, record);
  }

  private matchContext(request: HttpRequest<unknown>): ServiceMatch | undefined {
    const { service } = callOptionsOf(request);
    if (service === undefined || this.upstreams.get(service) === undefined) return undefined;
    const byUrl = this.upstreams.match(this.stripOrigin(request.url));
    if (byUrl?.service === service) return byUrl;
    const path = request.url.replace(/^https?:\/\/[^/?#]+/, '');
    return { service, path: path === '' || /^[/?#]/.test(path) ? path : `/${path}` };
  }

  private stripOrigin(url: string): string {
    return url.startsWith(this.origin) ? url.slice(this.origin.length) : url;
  }
}

function parentOf({ headers }: HttpRequest<unknown>): TraceContext | undefined {
  return headers.has('traceparent') ? extractTraceContext((name) => headers.get(name)) : undefined;
}

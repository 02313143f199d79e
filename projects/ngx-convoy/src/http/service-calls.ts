import type { HttpRequest } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import {
  parseTraceparent,
  type CallLimits,
  type ServiceMatch,
  type TraceContext,
  type Upstream,
} from 'ngx-convoy/core';
import { Upstreams } from '../registry/upstreams';
import { Traces } from '../trace/traces';
import { callOptionsOf } from './convoy-context';
import { ServiceCall } from './service-call';

declare const ngServerMode: unknown;

const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** Finds out which requests belong to a service, and opens their calls. */
@Service()
export class ServiceCalls {
  /** Whether any request has come by: a set-up without interceptors shows by this. */
  sawRequest = false;

  private readonly upstreams = inject(Upstreams);
  private readonly traces = inject(Traces);
  private readonly origin: string = inject(DOCUMENT).location.origin;

  /** `undefined` when the request belongs to no service; it must then pass untouched. */
  match(request: HttpRequest<unknown>): ServiceMatch | undefined {
    this.sawRequest = true;
    return this.matchContext(request) ?? this.upstreams.match(this.stripOrigin(request.url));
  }

  /** @param parent the trace that it belongs to; default: what the request's own `traceparent` says */
  open(
    request: HttpRequest<unknown>,
    match: ServiceMatch,
    parent = parentOf(request),
  ): ServiceCall | undefined {
    const upstream = this.upstreams.get(match.service);
    if (upstream === undefined) return undefined;
    const path = withoutQuery(match.path);
    const trace = this.traces.open(
      { service: upstream.name, method: request.method, path },
      parent,
    );
    return new ServiceCall(request, upstream, match.path, limitsOf(request, upstream), trace);
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

function parentOf(request: HttpRequest<unknown>): TraceContext | undefined {
  const header = request.headers.get('traceparent');
  return header === null ? undefined : parseTraceparent(header);
}

function limitsOf(request: HttpRequest<unknown>, upstream: Upstream): CallLimits {
  const asked = callOptionsOf(request);
  const { timeout, deadline, retry } = upstream.options;
  return {
    idempotent: asked.idempotent ?? isIdempotent(request),
    timeout: asked.timeout ?? request.timeout ?? timeout,
    deadline: asked.deadline ?? deadline,
    priority: asked.priority,
    // A page that is rendered on a server must not wait for backoff.
    retries: isServer() ? 0 : (asked.retries ?? retry.attempts),
  };
}

function isServer(): boolean {
  return typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
}

function isIdempotent(request: HttpRequest<unknown>): boolean {
  return IDEMPOTENT_METHODS.has(request.method) || request.headers.has('Idempotency-Key');
}

function withoutQuery(path: string): string {
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

import type { HttpEvent, HttpHandlerFn, HttpRequest } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import {
  ConfigurationError,
  inWords,
  type CallRuntime,
  type Cancel,
  type ServiceMatch,
  type TraceContext,
  type Upstream,
} from 'ngx-convoy/core';
import { Observable, throwError } from 'rxjs';
import { RegistryWatcher } from '../discovery/registry-watcher';
import { IDS } from '../platform/tokens';
import { Upstreams } from '../registry/upstreams';
import { TraceHeaders } from '../trace/trace-headers';
import { Traces } from '../trace/traces';
import { callOptionsOf } from './convoy-context';
import { CALL_CACHE } from './call-cache';
import { FALLBACK } from './fallback';
import { HttpExchange } from './http-exchange';
import { callOf } from './service-call';
import { ServiceCalls } from './service-calls';
import { WRITE_QUEUE, type OutboxCallOptions } from './write-queue';

/** What every call needs from the house, gathered once; and the way in for requests. */
@Service()
export class Orchestration {
  readonly calls = inject(ServiceCalls);
  readonly ids = inject(IDS);
  readonly headers = inject(TraceHeaders);
  readonly traces = inject(Traces);
  readonly fallback = inject(FALLBACK);
  readonly cache = inject(CALL_CACHE);

  private readonly writes = inject(WRITE_QUEUE);
  private readonly upstreams = inject(Upstreams);
  readonly runtime: CallRuntime = this.upstreams.runtime;
  private readonly watcher = inject(RegistryWatcher);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;

  /** A request as an interceptor gets it. One that belongs to no service, or to a call already, passes untouched. */
  handle(request: HttpRequest<unknown>, next: HttpHandlerFn): Observable<HttpEvent<unknown>> {
    if (callOf(request) !== undefined) return next(request);
    const match = this.calls.match(request);
    const { outbox } = callOptionsOf(request);
    if (this.writes === null && outbox === undefined) return this.send(request, match, next);
    return this.write(request, match, outbox, next);
  }

  /** A write may be kept, to be sent when it can be. One that wants to be kept where nothing keeps it is refused. */
  private write(
    request: HttpRequest<unknown>,
    match: ServiceMatch | undefined,
    outbox: OutboxCallOptions | undefined,
    next: HttpHandlerFn,
  ): Observable<HttpEvent<unknown>> {
    const { writes } = this;
    if (writes !== null) {
      return writes.intercept(request, match?.service, outbox, (write) =>
        this.send(write, match, next),
      );
    }
    const error = new ConfigurationError(
      'outbox',
      outbox?.key,
      inWords(() => 'left out where there is no withOutbox()'),
    );
    return throwError(() => error);
  }

  private send(
    request: HttpRequest<unknown>,
    match: ServiceMatch | undefined,
    next: HttpHandlerFn,
  ): Observable<HttpEvent<unknown>> {
    return match === undefined ? next(request) : this.exchange(request, match, next);
  }

  /**
   * One call per subscription, fused into one observable.
   *
   * @param parent the call in whose place this one answers; then nothing answers in its own
   */
  exchange(
    request: HttpRequest<unknown>,
    match: ServiceMatch,
    next: HttpHandlerFn,
    parent?: TraceContext,
  ): Observable<HttpEvent<unknown>> {
    return new Observable((subscriber) => {
      const call = this.calls.open(request, match, this.runtime.clock.now(), parent);
      if (call === undefined) return next(request).subscribe(subscriber);
      const isOuter = parent === undefined;
      const fallback = isOuter ? this.fallback : null;
      const cache = isOuter ? this.cache : null;
      const exchange = new HttpExchange(call, next, subscriber, fallback, cache, this);
      exchange.start();
      return exchange;
    });
  }

  get isOffline(): boolean {
    return this.navigator?.onLine === false;
  }

  knows(service: string): boolean {
    return this.upstreams.get(service) !== undefined;
  }

  /** Whether a registry still has to say where a service runs. */
  isUnknown(upstream: Upstream): boolean {
    return upstream.endpoints.length === 0 && this.watcher.isPending(upstream.name);
  }

  /**
   * Goes on when the registry has first spoken of a service, well or badly, or after `wait` milliseconds. No request made
   * at start-up is lost to a registry that has not answered yet.
   */
  whenKnown(upstream: Upstream, wait: number, goOn: () => void): Cancel {
    const { clock } = this.runtime;
    const stopWaiting = this.watcher.whenHeard(upstream.name, () => {
      stopTimer();
      goOn();
    });
    const stopTimer = clock.schedule(clock.now() + wait, () => {
      stopWaiting();
      goOn();
    });
    return () => {
      stopWaiting();
      stopTimer();
    };
  }
}

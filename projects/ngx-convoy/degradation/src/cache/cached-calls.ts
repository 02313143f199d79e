import {
  HttpErrorResponse,
  HttpEventType,
  type HttpEvent,
  type HttpRequest,
  type HttpResponse,
} from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import {
  callOptionsOf,
  CLOCK,
  type AskForCall,
  type CallCache,
  type ServiceCall,
} from 'ngx-convoy';
import {
  conditionalHeaders,
  confirmed,
  isConfirmed,
  keyText,
  wantsOnlyCached,
  type CacheHeaders,
} from 'ngx-convoy/core';
import {
  catchError,
  defer,
  filter,
  finalize,
  from,
  map,
  mergeMap,
  of,
  share,
  throwError,
  type Observable,
} from 'rxjs';
import { isDenial } from '../fallback/failure-reason';
import { isReading } from '../fallback/is-harmless';
import { Marks } from '../provenance/marks';
import { changedPaths } from './changed-paths';
import type { Flight, Landing } from './flight';
import { cacheRequest, headersOf, responseOf, type KeptResponse } from './kept-response';
import { isSameContent } from './same-content';
import { KeptResponses, type Found } from './kept-responses';

type Event = HttpEvent<unknown>;

/** Requests that bring conditions of their own, or want a part, are between their maker and the service. */
const OWN_CONDITIONS: readonly string[] = [
  ...['If-None-Match', 'If-Modified-Since', 'If-Match', 'If-Unmodified-Since', 'If-Range', 'Range'],
];

/** Answers calls of services with a cache: with what is kept, or by asking, once for all who ask the same. */
@Service()
export class CachedCalls implements CallCache {
  private readonly clock = inject(CLOCK);
  private readonly cache = inject(KeptResponses);
  private readonly marks = inject(Marks);
  private readonly origin: string = inject(DOCUMENT).location.origin;
  private readonly flights = new Map<string, Flight>();

  constructor() {
    this.cache.whenDropped((isMeant) => {
      for (const [name, flight] of this.flights) {
        if (!isMeant(flight)) continue;
        flight.isOutdated = true;
        this.flights.delete(name);
      }
    });
  }

  answer(call: ServiceCall, ask: AskForCall): Observable<Event> | undefined {
    const { request } = call;
    if (this.cache.configOf(call) === undefined || !isReading(request)) return undefined;
    if (OWN_CONDITIONS.some((name) => request.headers.has(name))) return undefined;
    const found = this.cache.find(call);
    const loading = found === undefined ? this.cache.load(call) : undefined;
    if (loading === undefined) return this.give(call, found, ask);
    return from(loading).pipe(mergeMap(() => this.give(call, this.cache.find(call), ask)));
  }

  succeeded(call: ServiceCall, response: HttpResponse<unknown>): void {
    const tags = callOptionsOf(call.request).invalidates ?? [];
    const paths = changedPaths(call, response);
    if (paths.length > 0 || tags.length > 0) this.cache.changed(call.service, paths, tags);
  }

  private give(call: ServiceCall, found: Found | undefined, ask: AskForCall): Observable<Event> {
    const { service, request } = call;
    switch (found?.use) {
      case 'fresh':
        this.cache.count(service, 'fresh');
        return of(this.mark(call, found, 'cache', `fresh for ${seconds(found.ttl)} s`));
      case 'stale':
        this.cache.count(service, 'stale');
        return of(this.mark(call, found, 'stale', 'as the request allows'));
      case 'revalidate':
        this.cache.count(service, 'stale');
        return defer(() => {
          const answer = this.mark(call, found, 'stale', 'being renewed');
          this.renew(call, found.response, ask);
          return of(answer);
        });
      default:
        return wantsOnlyCached(cacheRequest(request))
          ? throwError(() => nothingKept(request))
          : this.askOnce(call, found?.response, ask);
    }
  }

  /** Along with whoever asks the same. */
  private askOnce(
    call: ServiceCall,
    kept: KeptResponse | undefined,
    ask: AskForCall,
  ): Observable<Event> {
    return defer(() => {
      const name = flightName(call, keyText(this.cache.keyOf(call)));
      const underWay = this.flights.get(name);
      if (underWay === undefined) {
        return this.depart(name, call, kept, ask).landing.pipe(
          map((landing) => this.arrive(call, landing, false)),
        );
      }
      this.cache.count(call.service, 'joined');
      return underWay.landing.pipe(
        // What may not be kept is not for others (RFC 9111, 4): they ask themselves.
        mergeMap((landing) =>
          landing.kept === undefined ? ask(call.request) : of(this.arrive(call, landing, true)),
        ),
      );
    });
  }

  private depart(
    name: string,
    call: ServiceCall,
    kept: KeptResponse | undefined,
    ask: AskForCall,
  ): Flight {
    const flight: Flight = {
      key: this.cache.keyOf(call),
      tags: this.cache.configOf(call)?.tags(call.path) ?? [],
      isOutdated: false,
      landing: defer(() => this.fetch(flight, call, kept, ask)).pipe(
        finalize(() => {
          if (this.flights.get(name) === flight) this.flights.delete(name);
        }),
        share(),
      ),
    };
    this.flights.set(name, flight);
    return flight;
  }

  private fetch(
    flight: Flight,
    call: ServiceCall,
    kept: KeptResponse | undefined,
    ask: AskForCall,
  ): Observable<Landing> {
    const requestTime = this.clock.now();
    const conditions = kept === undefined ? {} : this.conditions(kept);
    const isConditional = Object.keys(conditions).length > 0;
    const request = isConditional ? call.request.clone({ setHeaders: conditions }) : call.request;
    return ask(request).pipe(
      filter((event) => event.type === HttpEventType.Response),
      map((response): Landing => {
        this.cache.count(call.service, 'missed');
        const answer = this.cache.form(call, response, requestTime);
        if (answer !== undefined && !flight.isOutdated) this.cache.put(call, answer);
        return { response, kept: answer, isConfirmed: false };
      }),
      catchError((error: unknown) => {
        if (!isConditional || kept === undefined || !isNotModified(error)) {
          return throwError(() => error);
        }
        const headers = headersOf(error.headers);
        if (!isConfirmed(kept, headers)) return this.fetch(flight, call, undefined, ask);
        this.cache.count(call.service, 'confirmed');
        const responseTime = this.clock.now();
        const renewed = confirmed(kept, { status: 304, headers, requestTime, responseTime });
        if (!flight.isOutdated) this.cache.put(call, renewed);
        return of({ response: responseOf(renewed), kept: renewed, isConfirmed: true });
      }),
    );
  }

  /** Validators, where sending them is known to be allowed: across origins, only an `ETag` is shown on purpose. */
  private conditions(kept: KeptResponse): CacheHeaders {
    const conditions = conditionalHeaders(kept);
    const { url } = kept.body;
    const isOwn = url === null || url.startsWith('/') || url.startsWith(`${this.origin}/`);
    return isOwn || 'If-None-Match' in conditions ? conditions : {};
  }

  private arrive(call: ServiceCall, landing: Landing, isJoined: boolean): HttpResponse<unknown> {
    const { kept, isConfirmed, response } = landing;
    // What is kept has a body of its own already; the first one may have the one that came.
    const own = kept !== undefined && isJoined ? responseOf(kept) : response;
    if (!isConfirmed && !isJoined) return own;
    const fwd = isConfirmed ? 'stale' : 'miss';
    return this.marks.forwarded(own, { fwd, isConfirmed, isJoined });
  }

  /** Behind the back of who got the stale one. */
  private renew(call: ServiceCall, stale: KeptResponse, ask: AskForCall): void {
    const name = flightName(call, keyText(this.cache.keyOf(call)));
    if (this.flights.has(name)) return;
    this.depart(name, call, stale, ask).landing.subscribe({
      next: ({ kept, isConfirmed }) => {
        if (isConfirmed || kept === undefined || isSameContent(stale, kept)) return;
        this.marks.renewed(call);
      },
      error: (error: unknown) => {
        // Else the next one who asks gets the stale one again, as long as it may be given.
        const { service, path } = call;
        if (isDenial(error)) this.cache.invalidate({ service, path });
      },
    });
  }

  private mark(
    call: ServiceCall,
    { response, age, ttl }: Found,
    source: 'cache' | 'stale',
    reason: string,
  ): HttpResponse<unknown> {
    return this.marks.mark(call, responseOf(response), {
      ...{ source, reason, ttl },
      at: this.clock.now() - age,
    });
  }
}

/** Everything that makes two requests the same: who asks, what, all headers, and how long there is time for it. */
function flightName({ request }: ServiceCall, key: string): string {
  const headers = request.headers.keys().map((name) => {
    return `${name.toLowerCase()}:${request.headers.getAll(name)?.join(',') ?? ''}`;
  });
  const { cache, credentials, withCredentials } = request;
  const {
    deadline,
    timeout = request.timeout,
    retries,
    priority,
    affinity,
  } = callOptionsOf(request);
  const limits = [deadline, timeout, retries, priority, affinity];
  return JSON.stringify([key, headers.sort(), cache, credentials, withCredentials, limits]);
}

/** @see RFC 9111, 5.2.1.7 */
function nothingKept({ urlWithParams }: HttpRequest<unknown>): HttpErrorResponse {
  return new HttpErrorResponse({
    ...{ status: 504, statusText: 'Gateway Timeout', url: urlWithParams },
    error: 'Nothing is kept that would do, and nobody may be asked.',
  });
}

function isNotModified(error: unknown): error is HttpErrorResponse {
  return error instanceof HttpErrorResponse && error.status === 304;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

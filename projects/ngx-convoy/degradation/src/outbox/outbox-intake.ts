import type { HttpEvent, HttpRequest } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  callOptionsOf,
  CLOCK,
  IDS,
  RANDOM,
  type OutboxCallOptions,
  type WriteQueue,
} from 'ngx-convoy';
import { ConfigurationError, type OutboxDraft, type OutboxEntry } from 'ngx-convoy/core';
import { defer, from, map, switchMap, throwError, type Observable } from 'rxjs';
import { DEGRADATION } from '../degradation-options';
import { isReading } from '../fallback/is-harmless';
import { markHeaders } from '../provenance/provenance';
import { encodeBody } from './body/outbox-bodies';
import { storeBody } from './body/stored-body';
import { OutboxEntries } from './outbox-entries';
import { OutboxHost } from './outbox-host';
import { isReplay } from './outbox-sender';
import { OUTBOX } from './outbox-setup';
import { defaultKey, isQueueFallback, type QueueFallback } from './queue-fallback';
import { queuedResponse } from './queued-response';

const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** Everything about a write that is to be kept. */
interface Keeping {
  readonly request: HttpRequest<unknown>;
  readonly service: string | undefined;
  readonly key: string;
  readonly id?: string | undefined;
  /** Sends that may have arrived. */
  readonly attempts: number;
}

/** Takes writes in: those that ask for it, those that could not be sent, and those that have to stand behind such a one. */
@Service()
export class OutboxIntake implements WriteQueue {
  private readonly setup = inject(OUTBOX);
  private readonly host = inject(OutboxHost);
  private readonly entries = inject(OutboxEntries);
  private readonly fallbacks = inject(DEGRADATION).fallbacks;
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly ids = inject(IDS);
  /** Resolves when the write before is kept, or refused. */
  private last: Promise<unknown> = Promise.resolve();
  /** Who was signed in when a request was made; it may fail when somebody else is. */
  private readonly owners = new WeakMap<HttpRequest<unknown>, string>();

  intercept(
    request: HttpRequest<unknown>,
    service: string | undefined,
    asked: OutboxCallOptions | undefined,
    go: (request: HttpRequest<unknown>) => Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>> {
    if (isReplay(request)) return go(request);
    if (isReading(request)) return asked === undefined ? go(request) : refuse(request);
    if (asked !== undefined) {
      const { key = defaultKey(request, service), id } = asked;
      return this.queue({ request, service, key, id, attempts: 0 }, 'sent by way of the outbox');
    }
    const fallback = this.queueFallbackOf(request, service);
    if (fallback === undefined) return go(request);
    return defer(() => {
      // The first attempt bears the key already: when its answer is lost, the repetition must be known for one.
      const keyed = this.withKey(request);
      this.owners.set(keyed, this.host.current());
      const key = fallback.key(keyed, service);
      return from(this.host.ready).pipe(
        switchMap(() =>
          this.holds(key)
            ? this.queue({ request: keyed, service, key, attempts: 0 }, 'behind an earlier one')
            : go(keyed),
        ),
      );
    });
  }

  /** Keeps a write. @throws OutboxFullError, OutboxUnavailableError, OutboxUnstorableError: then it is not kept */
  async keep(keeping: Keeping): Promise<OutboxEntry> {
    const { request, service, key, attempts } = keeping;
    const identity = this.owners.get(request) ?? this.host.current();
    const own = keeping.id ?? request.headers.get(IDEMPOTENCY_KEY) ?? undefined;
    const idempotencyKey = own ?? this.ids.traceId();
    const draft: OutboxDraft = {
      // What one person calls it is not what another does.
      id: identity === '' ? idempotencyKey : `${identity}:${idempotencyKey}`,
      ...{ identity, key, idempotencyKey, service, attempts },
      method: request.method,
      url: request.urlWithParams,
      headers: this.storable(request),
      withCredentials: request.withCredentials,
      body: storeBody(request),
      wait: attempts === 0 ? 0 : Math.ceil(this.random() * this.setup.drain.base),
    };
    return await this.inTurn(async () => {
      const body = await encodeBody(this.setup.bodies, draft.body, draft);
      return await this.host.add({ ...draft, body });
    });
  }

  /** In the order in which they were made: encrypting one may take longer than encrypting the next. */
  private inTurn(store: () => Promise<OutboxEntry>): Promise<OutboxEntry> {
    const stored = this.last.then(store);
    this.last = stored.catch(() => undefined);
    return stored;
  }

  private queue(keeping: Keeping, reason: string): Observable<HttpEvent<unknown>> {
    const { request, service = '' } = keeping;
    return defer(() => this.keep(keeping)).pipe(
      map(({ id }) => {
        const response = queuedResponse(request, id);
        const now = this.clock.now();
        const mark = { source: 'queued', at: now, reason, service } as const;
        return response.clone({ headers: markHeaders(response.headers, mark, now) });
      }),
    );
  }

  private queueFallbackOf(
    request: HttpRequest<unknown>,
    service: string | undefined,
  ): QueueFallback | undefined {
    const own = callOptionsOf(request).fallback;
    const chain = own ?? (service === undefined ? [] : (this.fallbacks.get(service) ?? []));
    return chain.find(isQueueFallback);
  }

  /** Whether a write of that key has to wait behind others. */
  private holds(key: string): boolean {
    return this.entries.entities().some((entry) => entry.key === key && entry.state !== 'dead');
  }

  private withKey(request: HttpRequest<unknown>): HttpRequest<unknown> {
    if (request.headers.has(IDEMPOTENCY_KEY)) return request.clone();
    return request.clone({ setHeaders: { [IDEMPOTENCY_KEY]: this.ids.traceId() } });
  }

  private storable(request: HttpRequest<unknown>): OutboxDraft['headers'] {
    const headers: Record<string, readonly string[]> = {};
    for (const name of request.headers.keys()) {
      const isSecret = this.setup.secretHeaders.has(name.toLowerCase());
      if (isSecret || name.toLowerCase() === IDEMPOTENCY_KEY.toLowerCase()) continue;
      headers[name] = request.headers.getAll(name) ?? [];
    }
    return headers;
  }
}

/** Nothing is silent: whoever asks to have a question kept has misunderstood something. */
function refuse({ method }: HttpRequest<unknown>): Observable<never> {
  return throwError(() => new ConfigurationError('outbox', method, 'asked for by writes only'));
}

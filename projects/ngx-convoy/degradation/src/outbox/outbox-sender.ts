import {
  HttpClient,
  HttpContext,
  HttpContextToken,
  HttpErrorResponse,
  type HttpRequest,
} from '@angular/common/http';
import { DOCUMENT, inject, Injector, Service, untracked } from '@angular/core';
import { CLOCK, convoy, Upstreams } from 'ngx-convoy';
import {
  ConvoyError,
  isRefusal,
  parseRetryAfter,
  type AbortSignalLike,
  type OutboxAnswer,
  type OutboxEntry,
} from 'ngx-convoy/core';
import { firstValueFrom, Observable, takeUntil } from 'rxjs';
import { failureReason } from '../fallback/failure-reason';
import { restoreBody } from './body/stored-body';
import { OUTBOX } from './outbox-setup';

/** Milliseconds to the next look at a retry budget that is used up. */
const BUDGET_LOOK = 2_000;

const IS_REPLAY = /* @__PURE__ */ new HttpContextToken<boolean>(() => false);

/** Whether a request comes from the outbox: it is not put in again. */
export function isReplay({ context }: HttpRequest<unknown>): boolean {
  return context.has(IS_REPLAY) && context.get(IS_REPLAY);
}

/**
 * Sends entries through `HttpClient`, and so through the app's own interceptors, which add credentials anew, and through
 * everything that guards other calls: breakers, limits, budgets.
 */
@Service()
export class OutboxSender {
  private readonly setup = inject(OUTBOX);
  private readonly clock = inject(CLOCK);
  private readonly upstreams = inject(Upstreams);
  private readonly injector = inject(Injector);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;

  /**
   * Epoch milliseconds at which to ask again; `now` when it may go. What may have been sent before is a repetition, and paid for
   * from the retry budget of its service, as every other.
   */
  admit(entry: OutboxEntry, now: number): number {
    if (!this.isOfCurrent(entry)) return Infinity;
    const { service = '', attempts } = entry;
    const upstream = this.upstreams.get(service);
    if (upstream === undefined) return now;
    const { state, retryAt } = upstream.breaker;
    // It says itself when that is over.
    if (state === 'forced-open') return Infinity;
    if (state === 'open' && retryAt !== undefined && retryAt > now) return retryAt;
    if (attempts > 0 && !upstream.budget.withdraw(now)) return now + BUDGET_LOOK;
    return now;
  }

  async send(entry: OutboxEntry, signal: AbortSignalLike): Promise<OutboxAnswer> {
    let body: unknown;
    try {
      body = await this.payload(entry);
    } catch {
      return { kind: 'hopeless', reason: 'its body cannot be read any more' };
    }
    if (signal.aborted) return { kind: 'refused', reason: 'out of time' };
    // From here on interceptors add the credentials of whoever is signed in now.
    if (!this.isOfCurrent(entry)) return { kind: 'refused', reason: 'somebody else is signed in' };
    const { method, url, service, idempotencyKey, withCredentials } = entry;
    const context = convoy(
      // Repeating is the outbox's own business; and only an answer of the service itself is one.
      { service, idempotent: true, retries: 0, fallback: [] },
      new HttpContext().set(IS_REPLAY, true),
    );
    const answer = this.injector.get(HttpClient).request(method, url, {
      body,
      headers: { ...copyOf(entry.headers), 'Idempotency-Key': idempotencyKey },
      ...{ context, withCredentials, observe: 'response', responseType: 'text' },
    });
    try {
      const { status, body: text } = await firstValueFrom(answer.pipe(takeUntil(abortOf(signal))));
      return { kind: 'answered', status, body: text };
    } catch (error) {
      return this.answerOf(error);
    }
  }

  /** What an entry is to write, as the app gave it. */
  async payload({ id, identity, body }: OutboxEntry): Promise<unknown> {
    const { bodies } = this.setup;
    return restoreBody(bodies === undefined ? body : await bodies.decode(body, { id, identity }));
  }

  /** Asked anew each time: effects tell of a change of identity a moment later than it is so. */
  private isOfCurrent({ identity }: OutboxEntry): boolean {
    return untracked(this.setup.identity) === identity;
  }

  private answerOf(error: unknown): OutboxAnswer {
    if (isRefusal(error)) {
      return {
        kind: 'refused',
        reason: failureReason(error) ?? error.code,
        retryAt: error.retryAt,
      };
    }
    const reason = failureReason(error, this.navigator);
    if (error instanceof HttpErrorResponse && error.status > 0 && reason !== 'offline') {
      const retryAfter = parseRetryAfter(error.headers.get('Retry-After'), this.clock.now());
      return { kind: 'answered', status: error.status, retryAfter, body: parsed(error.error) };
    }
    if (reason !== undefined) return { kind: 'unanswered', reason };
    if (error instanceof ConvoyError) return { kind: 'unanswered', reason: error.code };
    return { kind: 'unanswered', reason: error instanceof Error ? error.name : 'no answer' };
  }
}

function abortOf(signal: AbortSignalLike): Observable<void> {
  return new Observable((observer) => {
    const abort = (): void => {
      observer.next();
    };
    signal.addEventListener('abort', abort);
    return () => {
      signal.removeEventListener('abort', abort);
    };
  });
}

function copyOf(headers: OutboxEntry['headers']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]]));
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

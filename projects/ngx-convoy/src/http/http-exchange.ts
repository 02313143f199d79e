import {
  HttpErrorResponse,
  HttpEventType,
  type HttpContext,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpRequest,
  type HttpResponse,
} from '@angular/common/http';
import {
  ConvoyError,
  isRefusal,
  ProtectedCall,
  type Attempt,
  type AttemptEnding,
  type CallEvent,
  type CallObserver,
  type Cancel,
  type FallbackStep,
  type Receiver,
  type Transport,
  type Verdict,
} from 'ngx-convoy/core';
import { throwError, type Observable, type Subscriber, type Unsubscribable } from 'rxjs';
import { markTrace } from '../trace/trace-of';
import { AttemptObserver } from './attempt-observer';
import { attemptBase, attemptRequest } from './attempt-request';
import type { CallCache } from './call-cache';
import { describeError } from './describe-error';
import type { Elsewhere, FallbackHandler } from './fallback';
import { judgeHttpError } from './judge-http-error';
import type { Orchestration } from './orchestration';
import { contextOf, type ServiceCall } from './service-call';

type Event = HttpEvent<unknown>;

/**
 * A request and its call, from the subscription to the answer: carries attempts to the rest of the interceptor chain and
 * what comes of them back to the subscriber, and writes the call's record on the way.
 *
 * One object, because each further observable, closure and copy would be paid by every request.
 */
export class HttpExchange
  implements Transport<Event>, CallObserver<Event>, Elsewhere, Unsubscribable
{
  private readonly guarded: ProtectedCall<Event>;
  private context: HttpContext | undefined = undefined;
  private stopWaiting: Cancel | undefined = undefined;
  private instead: Unsubscribable | undefined = undefined;
  private isOver = false;
  /** The cache has taken it over. */
  private isTaken = false;
  /** When an attempt last ended: the clock was read then. */
  private lastEnd: number | undefined = undefined;

  constructor(
    private readonly call: ServiceCall,
    private readonly next: HttpHandlerFn,
    private readonly subscriber: Subscriber<Event>,
    private readonly fallback: FallbackHandler | null,
    private readonly cache: CallCache | null,
    private readonly house: Orchestration,
  ) {
    this.guarded = new ProtectedCall(call.upstream, call.limits, this, this, house.runtime);
  }

  start(): void {
    const kept = this.cache?.answer(this.call, (request) => this.ask(request));
    if (kept === undefined) this.begin();
    else this.take(kept);
  }

  private begin(): void {
    const { house, call } = this;
    if (!house.isUnknown(call.upstream)) {
      this.guarded.start();
      return;
    }
    this.stopWaiting = house.whenKnown(call.upstream, call.limits.deadline, () => {
      this.guarded.start();
    });
  }

  /** The subscriber has lost interest, or has got everything. */
  unsubscribe(): void {
    if (this.isOver) return;
    this.stopWaiting?.();
    this.guarded.cancel();
    this.instead?.unsubscribe();
    this.close('cancelled', 'the caller lost interest');
  }

  send(attempt: Attempt, receiver: Receiver<Event>): Cancel {
    const { call, house } = this;
    const { record } = call;
    const spanId = house.ids.spanId();
    const base = attemptBase(call, attempt.endpoint);
    const step = record.attemptBegins(attempt, spanId, base);
    const isSampled = record.context.sampled || house.traces.keepsRepetition(attempt.number);
    const traced = house.headers.of(record, spanId, isSampled, base, call.path);
    const context = (this.context ??= contextOf(call));
    const subscription = this.next(
      attemptRequest(call, base + call.path, context, traced),
    ).subscribe(new AttemptObserver(attempt, step, receiver));
    return () => {
      subscription.unsubscribe();
    };
  }

  judge(error: unknown): Verdict {
    const { house } = this;
    return judgeHttpError(error, house.runtime.clock.now(), house.isOffline);
  }

  ended(attempt: Attempt, ending: AttemptEnding, _error: unknown, now: number): void {
    this.call.record.attempt(attempt.number)?.end(ending, now);
    this.lastEnd = now;
  }

  heard(event: CallEvent): void {
    this.call.record.heard(event);
  }

  progress(event: Event): void {
    this.subscriber.next(event);
  }

  done(event: Event | undefined): void {
    // Before the event is handed on: its receiver may unsubscribe at once, which is no cancellation then.
    if (event === undefined) this.close('cancelled', 'nobody answered');
    else {
      this.close('success');
      if (event.type === HttpEventType.Response) this.answered(event);
      this.subscriber.next(event);
    }
    this.subscriber.complete();
  }

  private answered(response: HttpResponse<unknown>): void {
    this.cache?.succeeded(this.call, response);
    this.fallback?.succeeded(this.call, response, this);
  }

  /** The cache answers this call: with what it has, or by a call of its own. */
  private take(kept: Observable<Event>): void {
    const { call, subscriber } = this;
    this.isTaken = true;
    const taken = kept.subscribe({
      next: (event) => {
        if (event.type === HttpEventType.Response) {
          const { source = '', detail = '' } = call.answer ?? {};
          this.close(
            'success',
            source === '' ? 'by way of the cache' : `from ${source}: ${detail}`,
          );
          if (source === '') this.fallback?.succeeded(call, event, this);
        }
        subscriber.next(event);
      },
      error: (error: unknown) => {
        this.failed(error);
      },
      complete: () => {
        this.close('cancelled', 'nobody answered');
        subscriber.complete();
      },
    });
    // It may have failed at once, and a fallback be under way.
    this.instead ??= taken;
    if (this.isOver) taken.unsubscribe();
  }

  /** The same call once more, with what the cache has added to its request. */
  private ask(request: HttpRequest<unknown>): Observable<Event> {
    const { call, house, next } = this;
    return house.exchange(request, { service: call.service, path: call.path }, next, call.trace);
  }

  failed(error: unknown): void {
    let answer: Observable<Event> | undefined;
    try {
      answer = this.fallback?.failed(this.call, error, (service) => this.resend(service));
    } catch (inFallback) {
      this.fail(inFallback);
      return;
    }
    if (answer === undefined) this.fail(error);
    else this.fallBack(answer, error);
  }

  private fail(error: unknown): void {
    const { record, trace } = this.call;
    const { type, words } = describeError(error, this.house.traces.redacted);
    const wasSent = this.isTaken ? !isRefusal(error) : record.attempt(1) !== undefined;
    const outcome = error instanceof ConvoyError && !wasSent ? 'rejected' : 'failure';
    markTrace(error, trace);
    // The answer to who has asked whether what is kept is still good; HttpClient knows no other place for it.
    if (isNotModified(error)) this.close('success', words);
    else this.close(outcome, words, type);
    this.subscriber.error(error);
  }

  private fallBack(answer: Observable<Event>, error: unknown): void {
    const { call, house, subscriber } = this;
    const step = call.record.fallbackBegins(house.ids.spanId(), this.now());
    this.instead = answer.subscribe({
      next: (event) => {
        if (event.type === HttpEventType.Response) this.substituted(step, error);
        subscriber.next(event);
      },
      error: (inFallback: unknown) => {
        step.end('', '', this.house.runtime.clock.now());
        this.fail(inFallback);
      },
      complete: () => {
        this.close('cancelled', 'nobody answered');
        subscriber.complete();
      },
    });
    // It may have answered while it was subscribed to, and its receiver may have had enough.
    if (this.isOver) this.instead.unsubscribe();
  }

  /** Something else has answered, which does not make the failure undone. */
  private substituted(step: FallbackStep, error: unknown): void {
    if (this.isOver) return;
    const { answer, upstream, record } = this.call;
    const now = this.house.runtime.clock.now();
    const { source = '', detail = '' } = answer ?? {};
    step.end(source, detail, now);
    upstream.count('fallback', now - record.start, now);
    this.lastEnd = now;
    const { type } = describeError(error, this.house.traces.redacted);
    this.close('fallback', `answered from ${source}: ${detail}`, type);
  }

  /** The same request as a call of another service, with a trace of its own under the first one. */
  resend(service: string): Observable<Event> {
    const { call, house, next } = this;
    if (!house.knows(service)) {
      return throwError(() => new ConvoyError('no-instance', `There is no service '${service}'.`));
    }
    return house.exchange(call.request, { service, path: call.path }, next, call.trace);
  }

  private close(
    outcome: 'success' | 'failure' | 'rejected' | 'cancelled' | 'fallback',
    words?: string,
    errorType?: string,
  ): void {
    this.isOver = true;
    const { record } = this.call;
    if (record.end(outcome, this.now(), words, errorType)) this.house.traces.keep(record);
  }

  private now(): number {
    return this.lastEnd ?? this.house.runtime.clock.now();
  }
}

function isNotModified(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 304;
}

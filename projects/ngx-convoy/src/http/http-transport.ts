import {
  HttpErrorResponse,
  HttpEventType,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpRequest,
} from '@angular/common/http';
import type {
  Attempt,
  AttemptEnding,
  Cancel,
  Endpoint,
  IdSource,
  Receiver,
  Transport,
  Verdict,
} from 'ngx-convoy/core';
import { OWN_URL_INSTANCE } from '../config/resolve-service';
import type { TraceHeaders } from '../trace/trace-headers';
import { judgeHttpError } from './judge-http-error';
import type { ServiceCall } from './service-call';

/** What a transport needs from the house. */
export interface HttpTransportRuntime {
  readonly ids: IdSource;
  readonly headers: TraceHeaders;
  readonly now: () => number;
  readonly isOffline: () => boolean;
}

/** What is told of one attempt. */
interface AttemptSpan {
  readonly attempt: Attempt;
  readonly spanId: string;
  status: number | undefined;
}

/** Sends attempts through the rest of the interceptor chain, and traces them. One per call. */
export class HttpTransport implements Transport<HttpEvent<unknown>> {
  /** Usually one; two while a hedge runs. */
  private readonly spans: AttemptSpan[] = [];

  constructor(
    private readonly call: ServiceCall,
    private readonly request: HttpRequest<unknown>,
    private readonly next: HttpHandlerFn,
    private readonly runtime: HttpTransportRuntime,
  ) {}

  send(attempt: Attempt, receiver: Receiver<HttpEvent<unknown>>): Cancel {
    const span: AttemptSpan = { attempt, spanId: this.runtime.ids.spanId(), status: undefined };
    this.spans.push(span);
    const subscription = this.next(this.clone(attempt, span.spanId)).subscribe({
      next: (event) => {
        if (event.type !== HttpEventType.Response) {
          receiver.progress(attempt, event);
          return;
        }
        span.status = event.status;
        receiver.succeed(attempt, event);
      },
      error: (error: unknown) => {
        if (error instanceof HttpErrorResponse && error.status > 0) span.status = error.status;
        receiver.fail(attempt, error);
      },
      complete: () => {
        receiver.finishWithoutAnswer(attempt);
      },
    });
    return () => {
      subscription.unsubscribe();
    };
  }

  judge(error: unknown): Verdict {
    return judgeHttpError(error, this.runtime.now(), this.runtime.isOffline());
  }

  ended(attempt: Attempt, ending: AttemptEnding, _error: unknown, now: number): void {
    const span = this.spans.find((each) => each.attempt === attempt);
    this.call.openTrace.attempt({
      spanId: span?.spanId ?? '',
      instance: attempt.endpoint.id,
      start: attempt.startedAt,
      durationMs: now - attempt.startedAt,
      outcome: ending,
      status: span?.status,
      panic: attempt.panic,
    });
  }

  private clone(attempt: Attempt, spanId: string): HttpRequest<unknown> {
    const { request, call } = this;
    const { endpoint } = attempt;
    const url = staysOnOwnUrl(request, endpoint) ? request.url : endpoint.url + call.path;
    const traced = this.runtime.headers.of(call.openTrace, spanId, url);
    const setHeaders = this.withIdempotencyKey(traced);
    return request.clone(setHeaders === undefined ? { url } : { url, setHeaders });
  }

  /** A POST or PATCH that may be repeated carries a key, the same on every attempt. */
  private withIdempotencyKey(
    headers: Record<string, string> | undefined,
  ): Record<string, string> | undefined {
    const { request, call } = this;
    const isUnsafe = request.method === 'POST' || request.method === 'PATCH';
    if (!isUnsafe || !call.limits.idempotent || request.headers.has('Idempotency-Key')) {
      return headers;
    }
    return { ...headers, 'Idempotency-Key': `${call.trace.traceId}-${call.trace.spanId}` };
  }
}

/** A service without instances is called where the request says; `service://…` says nothing, so its prefix does. */
function staysOnOwnUrl(request: HttpRequest<unknown>, endpoint: Endpoint): boolean {
  return endpoint.id === OWN_URL_INSTANCE && !request.url.startsWith('service://');
}

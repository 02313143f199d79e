import { HttpEventType, type HttpEvent } from '@angular/common/http';
import { CircuitOpenError, type Clock } from 'ngx-convoy/core';
import { Observable } from 'rxjs';
import type { ServiceCall } from './service-call';

/** Closes the trace of a call when its answer comes, it fails, or its caller loses interest. */
export function traceCall(
  call: ServiceCall,
  events: Observable<HttpEvent<unknown>>,
  clock: Clock,
): Observable<HttpEvent<unknown>> {
  return new Observable((subscriber) => {
    const subscription = events.subscribe({
      next: (event) => {
        // Before the event is handed on: its receiver may unsubscribe at once, which is no cancellation then.
        if (event.type === HttpEventType.Response) endWell(call, event.status, clock.now());
        subscriber.next(event);
      },
      error: (error: unknown) => {
        const outcome = error instanceof CircuitOpenError ? 'rejected' : 'failure';
        call.openTrace.end(outcome, describe(error), clock.now());
        subscriber.error(error);
      },
      complete: () => {
        subscriber.complete();
      },
    });
    return () => {
      subscription.unsubscribe();
      call.openTrace.end('cancelled', 'the caller lost interest', clock.now());
    };
  });
}

function endWell(call: ServiceCall, status: number, now: number): void {
  const { answer, upstream, openTrace } = call;
  if (answer === undefined) {
    openTrace.end('success', `answered ${status}`, now);
    return;
  }
  upstream.traffic.record('fallback', now - openTrace.begun.start, now);
  upstream.counted();
  openTrace.end('fallback', `answered from ${answer.source}: ${answer.detail}`, now);
}

/** `HttpErrorResponse` is no `Error`, but has a message. */
function describe(error: unknown): string {
  const hasMessage =
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string';
  return hasMessage ? (error as { readonly message: string }).message : String(error);
}

import type {
  HttpEvent,
  HttpHandlerFn,
  HttpInterceptorFn,
  HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { ProtectedCall, type CallEvent } from 'ngx-convoy/core';
import { Observable } from 'rxjs';
import { HttpTransport } from './http-transport';
import { Orchestration } from './orchestration';
import { callOf, type ServiceCall } from './service-call';

/**
 * Sends a call to an instance of its service, under the service's policies:
 * deadline > bulkhead > breaker > retry > hedge > [attempt: balance > instance breaker > timeout].
 *
 * Innermost of the three: each attempt runs through the interceptors after it, with a span of its own.
 */
export const orchestrationInterceptor: HttpInterceptorFn = (request, next) => {
  const call = callOf(request);
  if (call === undefined || call.isSent) return next(request);
  return orchestrate(call, request, next, inject(Orchestration));
};

function orchestrate(
  call: ServiceCall,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  house: Orchestration,
): Observable<HttpEvent<unknown>> {
  return new Observable((subscriber) => {
    call.isSent = true;
    const transport = new HttpTransport(call, request, next, house);
    const observer = {
      progress: (event: HttpEvent<unknown>): void => {
        subscriber.next(event);
      },
      done: (event: HttpEvent<unknown> | undefined): void => {
        if (event !== undefined) subscriber.next(event);
        subscriber.complete();
      },
      failed: (error: unknown): void => {
        subscriber.error(error);
      },
      heard: (event: CallEvent): void => {
        const note = noteOf(event);
        if (note !== undefined) call.openTrace.note(note);
      },
    };
    const running = new ProtectedCall(
      call.upstream,
      call.limits,
      transport,
      observer,
      house.runtime,
    );
    const stopWaiting = house.whenKnown(call.upstream, call.limits.deadline, () => {
      running.start();
    });
    return () => {
      stopWaiting?.();
      running.cancel();
    };
  });
}

/** What a trace says about a decision; what its attempts and its outcome show is left out. */
function noteOf(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'retry':
      return `attempt ${event.attempt} in ${Math.round(event.delayMs)} ms`;
    case 'no-retry':
      return NO_RETRY[event.reason];
    case 'hedge':
      return 'hedged';
    case 'no-hedge':
      return 'no hedge: the retry budget is spent';
    default:
      return undefined;
  }
}

const NO_RETRY = {
  deadline: 'no further attempt: the deadline leaves no time for one',
  budget: 'no further attempt: the retry budget is spent',
  duration: 'no further attempt: the time for repetitions is over',
};

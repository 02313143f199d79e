import { HttpEventType, type HttpEvent } from '@angular/common/http';
import { Observable, Subscription } from 'rxjs';
import type { AskService } from './from-services';

/** Asks all at once. The first good answer wins and aborts the others; the last error, when there is no good one. */
export function inParallel(
  services: readonly string[],
  ask: AskService,
): Observable<HttpEvent<unknown>> {
  return new Observable((subscriber) => {
    const asked = new Subscription();
    let waiting = services.length;
    for (const service of services) {
      // One that answers at once leaves nobody else to ask.
      if (subscriber.closed) break;
      asked.add(
        ask(service).subscribe({
          next: (event) => {
            // Progress of several would be nobody's progress.
            if (event.type !== HttpEventType.Response) return;
            subscriber.next(event);
            subscriber.complete();
          },
          error: (error: unknown) => {
            waiting -= 1;
            if (waiting === 0) subscriber.error(error);
          },
        }),
      );
    }
    return asked;
  });
}

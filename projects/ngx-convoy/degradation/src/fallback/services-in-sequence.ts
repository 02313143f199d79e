import type { HttpEvent } from '@angular/common/http';
import { catchError, EMPTY, throwError, type Observable } from 'rxjs';
import type { AskService } from './from-services';

/** Asks one after the other, until one answers. Nothing when there is nobody to ask; else the last error. */
export function inSequence(
  [service, ...rest]: readonly string[],
  ask: AskService,
): Observable<HttpEvent<unknown>> {
  if (service === undefined) return EMPTY;
  return ask(service).pipe(
    catchError((error: unknown) =>
      rest.length === 0 ? throwError(() => error) : inSequence(rest, ask),
    ),
  );
}

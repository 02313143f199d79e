import { ErrorHandler, inject } from '@angular/core';
import { ActiveTrace } from './active-trace';
import { traceOf } from './trace-of';

/**
 * Lets the app's `ErrorHandler` know which trace an error came from, whichever class it is: it runs with that trace as the
 * active one, and what it sends is part of it. Angular's own handler, which writes to the browser's console, gets a line
 * with the id.
 *
 * The handler's instance is decorated, not its provider: a provider of ours would replace the app's, or be replaced by it.
 * In an injection context.
 */
export function traceErrors(): void {
  const handler = inject(ErrorHandler);
  const active = inject(ActiveTrace);
  const handle = handler.handleError.bind(handler);
  const isAngulars = handler.constructor === ErrorHandler;
  handler.handleError = (error: unknown): void => {
    const trace = traceOf(error);
    if (trace === undefined) {
      handle(error);
      return;
    }
    active.run(trace, () => {
      handle(error);
    });
    // eslint-disable-next-line no-console -- it is the line beside Angular's
    if (isAngulars) console.error(`ngx-convoy: the error above belongs to trace ${trace.traceId}`);
  };
}

import { HttpErrorResponse } from '@angular/common/http';
import { ConvoyError } from 'ngx-convoy/core';

/** An error as a trace tells it. */
export interface ErrorDescription {
  /** Class of the error, of low cardinality: our own code, the status, or the name of its class. */
  readonly type: string;
  /** What happened. Not what `HttpErrorResponse` says of itself: that quotes the URL with its query. */
  readonly words: string;
}

/** @param redacted takes out of others' messages what may be secret */
export function describeError(
  error: unknown,
  redacted: (message: string) => string,
): ErrorDescription {
  if (error instanceof ConvoyError) return { type: error.code, words: error.message };
  if (error instanceof HttpErrorResponse) {
    const { status } = error;
    if (status === 0) return { type: 'no-answer', words: 'no answer' };
    if (status < 300) {
      return { type: 'bad-answer', words: `answered ${status}, but not what it says it is` };
    }
    return { type: String(status), words: `answered ${status}` };
  }
  if (error instanceof Error) return { type: error.name, words: redacted(error.message) };
  return { type: '_OTHER', words: redacted(String(error)) };
}

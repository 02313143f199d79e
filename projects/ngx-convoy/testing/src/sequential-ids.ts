import type { IdSource } from 'ngx-convoy/core';

/** Ids that count up from 1, so that a test can name them: `…0001`, `…0002`. Traces and spans count apart. */
export function sequentialIds(): IdSource {
  let traces = 0;
  let spans = 0;
  return {
    traceId: () => (++traces).toString(16).padStart(32, '0'),
    spanId: () => (++spans).toString(16).padStart(16, '0'),
  };
}

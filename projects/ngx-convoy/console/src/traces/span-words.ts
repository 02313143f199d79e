import type { SpanKind } from 'ngx-convoy/core';

/** What a person calls a kind of span. */
export const SPAN_WORDS: Readonly<Record<SpanKind, string>> = {
  call: 'Call',
  attempt: 'Attempt',
  queue: 'Waiting',
  refusal: 'Refusal',
  fallback: 'Fallback',
  operation: 'Operation',
};

import type { TraceContext } from 'ngx-convoy/core';

/** Beside the errors, not on them: they are others' objects, and may be frozen. */
const traces = new WeakMap<object, TraceContext>();

/** How far a chain of causes is followed. */
const DEPTH = 8;

/** Remembers which call an error came from. Something that is no object cannot be remembered. */
export function markTrace(error: unknown, context: TraceContext): void {
  if (typeof error === 'object' && error !== null) traces.set(error, context);
}

/**
 * The trace of the call that an error came from: of the error itself, or of what caused it (`cause`, and `rejection` or
 * `reason` of those that wrap a rejected promise).
 *
 * @usageNotes
 * ```ts
 * catchError((error: unknown) => {
 *   notify(`Orders are out of reach. Reference: ${traceOf(error)?.traceId ?? 'none'}`);
 *   return EMPTY;
 * })
 * ```
 */
export function traceOf(error: unknown): TraceContext | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < DEPTH && isObject(current); depth++) {
    const found = traces.get(current);
    if (found !== undefined) return found;
    current = current['cause'] ?? current['rejection'] ?? current['reason'];
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * What core needs of the platform's `AbortSignal`, which it does not know: it has no DOM types. Every `AbortSignal` is one.
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What core needs of the platform's `AbortController`. */
export interface AbortControllerLike<S extends AbortSignalLike> {
  readonly signal: S;
  abort(reason?: unknown): void;
}

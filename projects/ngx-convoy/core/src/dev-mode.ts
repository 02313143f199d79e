/**
 * The constant by which Angular tells development from production. A production build replaces it by `false`; nobody
 * defines it outside of Angular, which counts as production too.
 */
declare const ngDevMode: unknown;

/**
 * Composes what is there for people only, in development; `undefined` in production, where a bundler drops `compose` with
 * every word in it, because nothing is left of this function.
 *
 * @usageNotes
 * ```ts
 * throw new ConfigurationError('health', value, inWords(() => `a path that begins with '/'`));
 * ```
 */
export function inWords<T>(compose: () => T): T | undefined {
  if (typeof ngDevMode !== 'undefined' && ngDevMode) return compose();
  return undefined;
}

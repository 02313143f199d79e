import type { CircuitBreaker } from './circuit-breaker';

/**
 * Refuses every call to a breaker until all who isolated it have released it; then it is closed. A breaker that is forced
 * open already stays so.
 *
 * @returns ends this isolation; calling it twice, or after another command, does nothing
 * @usageNotes
 * ```ts
 * const release = isolate(breaker, 'deployment');
 * await deploy();
 * release();
 * ```
 * @see cockatiel, CircuitBreakerPolicy.isolate, for handles that nest
 */
export function isolate(breaker: CircuitBreaker, reason: string): () => void {
  let isolation = isolations.get(breaker);
  if (isolation?.generation !== breaker.generation) {
    if (breaker.state === 'forced-open') return () => undefined;
    breaker.moveTo('forced-open', reason);
    isolation = { generation: breaker.generation, handles: new Set() };
    isolations.set(breaker, isolation);
  }
  const { generation, handles } = isolation;
  const handle = {};
  handles.add(handle);
  return () => {
    if (!handles.delete(handle) || handles.size > 0 || breaker.generation !== generation) return;
    breaker.moveTo('closed', `isolation ended: ${reason}`);
  };
}

interface Isolation {
  /** A later generation means that another command has ended it. */
  readonly generation: number;
  readonly handles: Set<object>;
}

const isolations = new WeakMap<CircuitBreaker, Isolation>();

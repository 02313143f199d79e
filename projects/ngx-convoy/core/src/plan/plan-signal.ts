import type { AbortSignalLike } from '../pipeline/abort-signal';

/**
 * The platform's `AbortSignal` where there is one, so that `fetch(url, { signal })` takes it; else what core needs of one.
 *
 * A plan is written down before anything runs it, so it cannot learn the type from its runtime.
 */
export type PlanSignal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer S extends AbortSignalLike };
}
  ? S
  : AbortSignalLike;

import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { within } from '../options';
import { Guards, type CallRuntime } from './guards';
import { NOWHERE } from './place';
import type { Policy } from './policy';

/** Policies at work. */
export interface Composition {
  readonly guards: Guards;
  /** What each policy offers, by its kind. */
  readonly handles: Readonly<Record<string, unknown>>;
  /** The policies with their numbers of now, outermost first. */
  readonly describe: () => string;
}

/**
 * Puts policies in their order, whatever order they are given in, and sets them to work.
 *
 * @throws ConfigurationError when an option is out of its range, or two policies are of the same kind
 */
export function compose(runtime: CallRuntime, policies: readonly Policy[]): Composition {
  const guards = new Guards();
  const handles: Record<string, unknown> = {};
  const ordered = [...policies].sort((a, b) => a.place - b.place);
  for (const policy of ordered) {
    const { kind } = policy;
    if (kind in handles) {
      const once = inWords(() => 'given once');
      throw new ConfigurationError(kind, kind, once);
    }
    handles[kind] = within(kind, () => policy.install(guards, runtime));
  }
  const stages = ordered.filter(({ place }) => place > NOWHERE);
  if (stages.length > 1 || guards.listener !== undefined) guards.alone = undefined;
  return {
    guards,
    handles,
    describe: () =>
      ordered
        .map((policy) => policy.describe(handles[policy.kind], guards))
        .filter(Boolean)
        .join(' > ') || 'nothing',
  };
}

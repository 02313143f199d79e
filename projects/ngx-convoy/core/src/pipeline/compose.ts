import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { within } from '../options';
import { Guards, type CallRuntime } from './guards';
import type { InstalledPolicy, Policy } from './policy';

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
  const guards = new Guards('call');
  const handles: Record<string, unknown> = {};
  const parts: InstalledPolicy[] = [];
  for (const policy of [...policies].sort((a, b) => a.place - b.place)) {
    const { kind } = policy;
    if (kind in handles)
      throw new ConfigurationError(
        'policies',
        kind,
        inWords(() => 'given once'),
      );
    const part = within(kind, () => policy.install(guards, runtime));
    handles[kind] = part.handle;
    parts.push(part);
  }
  const describe = (): string => {
    const words = parts.map((part) => part.describe()).filter((each) => each !== '');
    return words.join(' > ') || 'nothing';
  };
  return { guards, handles, describe };
}

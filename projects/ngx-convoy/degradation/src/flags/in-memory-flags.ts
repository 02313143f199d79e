import type {
  FlagEvent,
  FlagProvider,
  FlagResolution,
  FlagValue,
  JsonValue,
} from './flag-provider';

/** A flag with values that have names. */
export interface FlagVariants {
  readonly variants: Readonly<Record<string, FlagValue>>;
  /** Name of the one in force. */
  readonly defaultVariant: string;
  /** Then everybody gets the default that they ask with. */
  readonly disabled?: boolean | undefined;
}

/** Flags by key: a plain value, or variants. An object is a plain value only inside a variant. */
export type FlagDefinitions = Readonly<Record<string, boolean | string | number | FlagVariants>>;

/** A provider that is told its flags. */
export interface InMemoryFlags extends FlagProvider {
  /** Adds flags or changes them; whoever looks at them is told. */
  put(flags: FlagDefinitions): void;
}

/**
 * Flags that stand in the code or are put there at run time: the default, and what specs use.
 *
 * @usageNotes
 * ```ts
 * const flags = inMemoryFlags({
 *   reviews: true,
 *   layout: { variants: { wide: 'wide', narrow: 'narrow' }, defaultVariant: 'wide' },
 * });
 * flags.put({ reviews: false });
 * ```
 */
export function inMemoryFlags(definitions: FlagDefinitions = {}): InMemoryFlags {
  const flags = new Map(Object.entries(definitions));
  const listeners = new Set<(event: FlagEvent) => void>();

  function resolve<T extends FlagValue>(
    key: string,
    otherwise: T,
    isOfType: (value: FlagValue) => boolean,
  ): FlagResolution<T> {
    const flag = flags.get(key);
    if (flag === undefined)
      return { value: otherwise, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };
    const {
      variants,
      defaultVariant,
      disabled = false,
    } = typeof flag === 'object' ? flag : plain(flag);
    if (disabled) return { value: otherwise, reason: 'DISABLED' };
    const value = variants[defaultVariant];
    if (value === undefined) return { value: otherwise, reason: 'ERROR', errorCode: 'PARSE_ERROR' };
    return isOfType(value)
      ? { value: value as T, variant: defaultVariant, reason: 'STATIC' }
      : { value: otherwise, reason: 'ERROR', errorCode: 'TYPE_MISMATCH' };
  }

  const isA = (type: string) => (value: FlagValue) => typeof value === type;
  return {
    metadata: { name: 'in-memory' },
    status: 'ready',
    get keys() {
      return [...flags.keys()];
    },
    resolveBooleanEvaluation: (key, otherwise) => resolve(key, otherwise, isA('boolean')),
    resolveStringEvaluation: (key, otherwise) => resolve(key, otherwise, isA('string')),
    resolveNumberEvaluation: (key, otherwise) => resolve(key, otherwise, isA('number')),
    resolveObjectEvaluation: <T extends JsonValue>(key: string, otherwise: T) =>
      resolve(key, otherwise, isA('object')),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (changes) => {
      for (const [key, flag] of Object.entries(changes)) flags.set(key, flag);
      for (const listener of listeners) listener({ type: 'changed', flags: Object.keys(changes) });
    },
  };
}

/** The variant of a plain value is called as one would: `on`, `off`, or the value itself. */
function plain(value: boolean | string | number): FlagVariants {
  const name = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
  return { variants: { [name]: value }, defaultVariant: name };
}

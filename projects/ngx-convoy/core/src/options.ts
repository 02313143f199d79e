import { inWords } from './dev-mode';
import { ConfigurationError } from './errors';
import type { NumberRange } from './expected';

/**
 * A finite number within `range`, or a {@link ConfigurationError} that says what is allowed.
 *
 * @param option path of the option as its author wrote it, such as `services[2].retry.attempts`
 */
export function requireNumber(option: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, max = Infinity, exclusiveMin = -Infinity } = range;
  if (value === false && range.off === true) return Infinity;
  if (
    isFinite(value) &&
    value >= min &&
    value <= max &&
    value > exclusiveMin &&
    (range.integer !== true || Number.isInteger(value))
  ) {
    return value;
  }
  throw new ConfigurationError(option, value, range);
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

/**
 * Several numbers of one options object, each checked as by {@link requireNumber}.
 *
 * @param path of the object with a dot at its end, such as `retry.`, or empty
 * @param numbers of each option its default and what it may be
 */
export function requireNumbers<T extends string>(
  path: string,
  given: Readonly<Partial<Record<NoInfer<T>, unknown>>>,
  numbers: Readonly<Record<T, readonly [byDefault: number | false, range: NumberRange]>>,
): Record<T, number> {
  const checked = {} as Record<T, number>;
  for (const name in numbers) {
    const [byDefault, range] = numbers[name];
    checked[name] = requireNumber(path + name, given[name] ?? byDefault, range);
  }
  return checked;
}

/** One of a few words. */
export function requireOneOf<T extends string>(
  option: string,
  value: unknown,
  allowed: readonly T[],
): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new ConfigurationError(option, value, allowed);
  return found;
}

/** A share greater than 0 and at most 1. */
export function requireRate(option: string, value: unknown): number {
  return requireNumber(option, value, { exclusiveMin: 0, max: 1 });
}

/** A name that can stand in a URL and in a message: not empty, no blanks, no `/`. */
export function requireName(option: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || /[\s/]/.test(value)) {
    throw new ConfigurationError(
      option,
      value,
      inWords(() => 'a name without blanks and slashes'),
    );
  }
  return value;
}

/**
 * An absolute `http` or `https` URL without credentials, query and fragment; slashes at its end are cut off.
 *
 * Checked by pattern, because core knows no platform and therefore no `URL` class.
 */
export function requireHttpUrl(option: string, value: unknown): string {
  if (typeof value !== 'string' || !HTTP_URL.test(value)) {
    throw new ConfigurationError(
      option,
      value,
      inWords(
        () => `an absolute http(s) URL without query, such as 'https://api.example.com/orders'`,
      ),
    );
  }
  return value.replace(/\/+$/, '');
}

/**
 * Whether an instance can be called there: an absolute `http` or `https` URL as {@link requireHttpUrl} takes it, or a
 * path on the page's own origin. `//host` is no path, and neither is `/\host`: to a browser both name another origin.
 */
export function isEndpointUrl(url: string): boolean {
  return HTTP_URL.test(url) || /^\/(?![/\\])[^\s\\?#]*$/.test(url);
}

/** RFC 3986: `http(s)`, a host or a bracketed IPv6 address, an optional port, an optional path. */
const HTTP_URL = /^https?:\/\/(?:[\w.~%-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/i;

/**
 * Creates what checks options of its own, so that an option it refuses is named by its whole path.
 *
 * @param path of the object that holds the options, such as `services[2].breaker`
 */
export function within<T>(path: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`${path}.${error.option}`, error.value, error.expected);
  }
}

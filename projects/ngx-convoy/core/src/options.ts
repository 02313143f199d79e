import { ConfigurationError } from './errors';

/** The range that {@link requireNumber} checks. Without any bound, every finite number passes. */
export interface NumberRange {
  /** Smallest allowed value. */
  readonly min?: number | undefined;
  /** Largest allowed value. */
  readonly max?: number | undefined;
  /** The value must be greater than this. */
  readonly exclusiveMin?: number | undefined;
  /** Only whole numbers. */
  readonly integer?: boolean | undefined;
}

/**
 * A finite number within `range`, or a {@link ConfigurationError} that says what is allowed.
 *
 * @param option path of the option as its author wrote it, such as `services[2].retry.attempts`
 */
export function requireNumber(option: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, max = Infinity, exclusiveMin = -Infinity, integer = false } = range;
  if (
    typeof value !== 'number' ||
    !Number.isFinite(value) ||
    value < min ||
    value > max ||
    value <= exclusiveMin ||
    (integer && !Number.isInteger(value))
  ) {
    throw new ConfigurationError(option, value, describeRange(range));
  }
  return value;
}

/** A share greater than 0 and at most 1. */
export function requireRate(option: string, value: unknown): number {
  return requireNumber(option, value, { exclusiveMin: 0, max: 1 });
}

/** A name that can stand in a URL and in a message: not empty, no blanks, no `/`. */
export function requireName(option: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || /[\s/]/.test(value)) {
    throw new ConfigurationError(option, value, 'a name without blanks and slashes');
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
      `an absolute http(s) URL without query, such as 'https://api.example.com/orders'`,
    );
  }
  return value.replace(/\/+$/, '');
}

/** RFC 3986: `http(s)`, a host or a bracketed IPv6 address, an optional port, an optional path. */
const HTTP_URL = /^https?:\/\/(?:[\w.~%-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/i;

function describeRange({ min, max, exclusiveMin, integer }: NumberRange): string {
  const kind = integer === true ? 'a whole number' : 'a number';
  const bounds: string[] = [];
  if (exclusiveMin !== undefined) bounds.push(`greater than ${exclusiveMin}`);
  if (min !== undefined && max !== undefined) bounds.push(`from ${min} to ${max}`);
  else if (min !== undefined) bounds.push(`of ${min} or more`);
  else if (max !== undefined)
    bounds.push(exclusiveMin === undefined ? `of ${max} or less` : `at most ${max}`);
  return [kind, bounds.join(' and ')].join(' ').trim();
}

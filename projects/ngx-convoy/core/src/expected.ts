/** A range of numbers. Without any bound, every finite number is in it. */
export interface NumberRange {
  /** Smallest allowed value. */
  readonly min?: number | undefined;
  /** Largest allowed value. */
  readonly max?: number | undefined;
  /** The value must be greater than this. */
  readonly exclusiveMin?: number | undefined;
  /** Only whole numbers. */
  readonly integer?: boolean | undefined;
  /** `false` is allowed as well: it switches off what the number is for, and counts as `Infinity`. */
  readonly off?: boolean | undefined;
}

/** What an option may be: in a range, one of several values, or what words say, which are there in development only. */
export type Expected = NumberRange | readonly string[] | string | undefined;

/** `a whole number from 1 to 10`, `one of 'a', 'b'`. */
export function describeExpected(expected: Expected): string {
  if (expected === undefined) return 'something else';
  if (typeof expected === 'string') return expected;
  return isList(expected)
    ? `one of ${expected.map((one) => `'${one}'`).join(', ')}`
    : describeRange(expected);
}

function describeRange({ min, max: limit, exclusiveMin, integer, off }: NumberRange): string {
  const max = limit === Infinity ? undefined : limit;
  const kind = integer === true ? 'a whole number' : 'a number';
  const bounds: string[] = [];
  if (exclusiveMin !== undefined) bounds.push(`greater than ${exclusiveMin}`);
  if (min !== undefined && max !== undefined) bounds.push(`from ${min} to ${max}`);
  else if (min !== undefined) bounds.push(`of ${min} or more`);
  else if (max !== undefined)
    bounds.push(exclusiveMin === undefined ? `of ${max} or less` : `at most ${max}`);
  return [kind, bounds.join(' and ')].join(' ').trim() + (off === true ? ', or false' : '');
}

/** `Array.isArray` does not know that an array may be readonly. */
function isList(expected: NumberRange | readonly string[]): expected is readonly string[] {
  return Array.isArray(expected);
}

/**
 * Options with others over them. Where both have an object, such as `retry`, the fields are merged too; everything else, and
 * what is not left out, takes the place of what was.
 */
export function mergeOptions<T extends object>(options: T, others: Partial<T>): T {
  const result = { ...options };
  for (const key of keysOf(others)) {
    const before = options[key];
    const after = others[key];
    if (after === undefined) continue;
    result[key] = isPlain(before) && isPlain(after) ? { ...before, ...after } : after;
  }
  return result;
}

function keysOf<T extends object>(value: T): readonly (keyof T)[] {
  return Object.keys(value) as (keyof T)[];
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

import type { HealthObservation } from './health-condition';

interface Value {
  /** Whether it depends on what was seen. */
  readonly isObserved: boolean;
  /** `undefined` when it is not there. */
  valueOf(seen: HealthObservation): unknown;
}

/** One side of a comparison. */
export type ConditionOperand =
  | (Value & { readonly kind: 'value' })
  | (Value & { readonly kind: 'any'; readonly choices: readonly unknown[] })
  | (Value & { readonly kind: 'pattern'; readonly pattern: string });

/** Something seen, or what stands in it under some keys. */
export function partOf(
  read: (seen: HealthObservation) => unknown,
  keys: readonly string[],
): ConditionOperand {
  return observed((seen) => {
    let value = read(seen);
    for (const key of keys) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
        return undefined;
      }
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
    return value;
  });
}

/** How many items, or characters, something has. */
export function lengthOf(operand: ConditionOperand): ConditionOperand {
  return observed((seen) => {
    const value = operand.valueOf(seen);
    if (typeof value === 'string' || Array.isArray(value)) return value.length;
    return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
  });
}

/** Whether something is there at all. */
export function presenceOf(operand: ConditionOperand): ConditionOperand {
  return observed((seen) => operand.valueOf(seen) !== undefined);
}

function observed(valueOf: (seen: HealthObservation) => unknown): ConditionOperand {
  return { kind: 'value', isObserved: true, valueOf };
}

import type { ConditionOperand } from './condition-operand';
import type { HealthObservation } from './health-condition';
import { matchesGlob } from './matches-glob';

/** The longer ones first: `<` is also the beginning of `<=`. */
export const COMPARISONS = ['==', '!=', '<=', '>=', '<', '>'] as const;

/** How two sides are compared. */
export type Comparison = (typeof COMPARISONS)[number];

/** Whether it is so. What is not there makes it false, whatever the comparison. */
export function compare(
  left: ConditionOperand,
  comparison: Comparison,
  right: ConditionOperand,
  seen: HealthObservation,
): boolean {
  const [a, b] = [left.valueOf(seen), right.valueOf(seen)];
  if (a === undefined || b === undefined) return false;
  if (comparison === '==') return isAlike(left, a, right, b);
  if (comparison === '!=') return !isAlike(left, a, right, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  switch (comparison) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
  }
}

function isAlike(left: ConditionOperand, a: unknown, right: ConditionOperand, b: unknown): boolean {
  if (left.kind === 'any') return left.choices.some((choice) => isSame(choice, b));
  if (right.kind === 'any') return right.choices.some((choice) => isSame(a, choice));
  if (left.kind === 'pattern') return isText(b) && matchesGlob(left.pattern, String(b));
  if (right.kind === 'pattern') return isText(a) && matchesGlob(right.pattern, String(a));
  return isSame(a, b);
}

/** `7` and `'7'` are the same: a text of a condition cannot say which of the two it means. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isText(a) && isText(b) && String(a) === String(b));
}

function isText(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** `NaN`, which is neither more nor less than anything, for what is no number. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

import type { Random } from '../random.ts';

/** An integer from `min` to `max`, both included. */
export function drawInteger(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

export function drawOne<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('Nothing to draw from.');
  return value;
}

/** Different values, at most as many as there are. */
export function drawSome<T>(random: Random, values: readonly T[], count: number): T[] {
  const rest = [...values];
  const drawn: T[] = [];
  while (drawn.length < count && rest.length > 0) {
    drawn.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return drawn;
}

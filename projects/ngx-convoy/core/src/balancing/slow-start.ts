import { requireNumber } from '../options';

/** How an instance that joins, or comes back, is brought up to its full share. */
export interface SlowStartOptions {
  /** Milliseconds, > 0, until it has its full share. Default 30,000. */
  readonly window?: number | undefined;
  /** The share that it begins with, 0 < share <= 1. Default 0.1. */
  readonly minimum?: number | undefined;
  /** How fast it grows at first, > 0: 1 (default) grows evenly, 2 quickly at first. */
  readonly aggression?: number | undefined;
}

/** {@link SlowStartOptions} with every default filled in. */
export type SlowStartSettings = Required<{ readonly [K in keyof SlowStartOptions]: number }>;

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveSlowStart(options: SlowStartOptions, path: string): SlowStartSettings {
  const { window = 30_000, minimum = 0.1, aggression = 1 } = options;
  return {
    window: requireNumber(`${path}.window`, window, { exclusiveMin: 0 }),
    minimum: requireNumber(`${path}.minimum`, minimum, { exclusiveMin: 0, max: 1 }),
    aggression: requireNumber(`${path}.aggression`, aggression, { exclusiveMin: 0 }),
  };
}

/**
 * The part of its share that an instance gets at an age: `max(minimum, (age / window)^(1 / aggression))`, at most 1.
 *
 * @param age milliseconds since it joined
 * @see Envoy, "Slow start mode"
 */
export function warmth({ window, minimum, aggression }: SlowStartSettings, age: number): number {
  if (age >= window) return 1;
  return Math.max(minimum, (Math.max(0, age) / window) ** (1 / aggression));
}

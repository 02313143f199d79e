import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';

/** One step of what the app still offers. */
export interface DegradationLevel {
  /** 0 is everything; the higher, the less. A whole number. */
  readonly level: number;
  /** Services that this level needs. */
  readonly services: readonly string[];
  /** Features that this level offers. */
  readonly features: readonly string[];
}

/**
 * Checks a list of levels once, at start-up.
 *
 * @throws ConfigurationError when there is none, or when levels are not whole, unique and ascending
 */
export function validateDegradationLevels(
  levels: readonly DegradationLevel[],
): readonly DegradationLevel[] {
  if (levels.length === 0) {
    throw new ConfigurationError('levels', levels, 'a list of at least one level');
  }
  let previous = -1;
  levels.forEach(({ level }, index) => {
    const option = `levels[${index}].level`;
    requireNumber(option, level, { min: 0, integer: true });
    if (level <= previous) {
      throw new ConfigurationError(option, level, `greater than the level before it, ${previous}`);
    }
    previous = level;
  });
  return levels;
}

/**
 * The first level whose services are all available; when there is none, the last one.
 *
 * @usageNotes
 * ```ts
 * const levels = validateDegradationLevels([
 *   { level: 0, services: ['catalog', 'recommendations'], features: ['browse', 'suggestions'] },
 *   { level: 1, services: ['catalog'], features: ['browse'] },
 *   { level: 2, services: [], features: [] },
 * ]);
 * const { level, features } = evaluateDegradation(levels, (service) => isUp(service));
 * ```
 *
 * @param levels as {@link validateDegradationLevels} accepts them
 */
export function evaluateDegradation(
  levels: readonly DegradationLevel[],
  isAvailable: (service: string) => boolean,
): DegradationLevel {
  const reached = levels.find(({ services }) => services.every(isAvailable)) ?? levels.at(-1);
  if (reached === undefined) {
    throw new ConfigurationError('levels', levels, 'a list of at least one level');
  }
  return reached;
}

import {
  ConfigurationError,
  requireName,
  requireNumber,
  type DegradationLevel,
  type Dependency,
} from 'ngx-convoy/core';

/** A service that a feature is made of, and what the app is without it. */
export interface DependencyConfig {
  readonly service: string;
  /** The level, a whole number of 1 or more, that the app is at without this service. Default: see `levels`. */
  readonly tier: number;
}

/** The flag that a feature hangs on. */
export interface FlagGate {
  readonly key: string;
  /** What it is while nobody can say: a provider that is down, or knows no such flag. */
  readonly otherwise: boolean;
}

/** Something that users know, and the services that it is made of. */
export interface FeatureConfig {
  /** Services without which it does not work; at least one. */
  readonly needs: readonly (string | DependencyConfig)[];
  /** Services without which it works less well. */
  readonly prefers?: readonly (string | DependencyConfig)[] | undefined;
  /**
   * The flag that it hangs on. Given by its key alone it is on while nobody can say: a provider that is down must not take
   * away what works. What was not released yet says `{ key: 'reviews', otherwise: false }`.
   */
  readonly flag?: string | FlagGate | undefined;
  /** What people call it. Default: its name. */
  readonly label?: string | undefined;
}

/** One step of what the app still offers. */
export interface LevelConfig extends DegradationLevel {
  /** What people call it. */
  readonly label?: string | undefined;
}

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function requireFeatures(
  features: Readonly<Record<string, FeatureConfig>>,
  levels: readonly LevelConfig[],
): ReadonlyMap<string, FeatureConfig> {
  for (const [name, feature] of Object.entries(features)) {
    requireName('features', name);
    const path = `features['${name}']`;
    if (feature.needs.length === 0) {
      throw new ConfigurationError(`${path}.needs`, '', 'a list of at least one service');
    }
    requireTiers(`${path}.needs`, feature.needs, levels);
    requireTiers(`${path}.prefers`, feature.prefers ?? [], levels);
  }
  return new Map(Object.entries(features));
}

/**
 * Everything that a feature is made of.
 *
 * @param byDefault the level that the app is at without a service that no tier was given for
 */
export function dependenciesOf(
  { needs, prefers = [] }: FeatureConfig,
  byDefault: number | undefined,
): readonly Dependency[] {
  const as = (kind: Dependency['kind']) => (given: string | DependencyConfig) =>
    typeof given === 'string' ? { service: given, kind, tier: byDefault } : { ...given, kind };
  return [...needs.map(as('required')), ...prefers.map(as('preferred'))];
}

/** The flag of a feature, if it hangs on one. */
export function flagOf({ flag }: FeatureConfig): FlagGate | undefined {
  return typeof flag === 'string' ? { key: flag, otherwise: true } : flag;
}

/** The levels that there are, ascending. */
export function rungsOf(
  features: ReadonlyMap<string, FeatureConfig>,
  levels: readonly LevelConfig[],
): readonly number[] {
  if (levels.length > 0) return levels.map(({ level }) => level);
  const tiers = [...features.values()].flatMap((feature) =>
    dependenciesOf(feature, 1).map(({ tier = 1 }) => tier),
  );
  return [...new Set([0, 1, ...tiers])].sort((a, b) => a - b);
}

function requireTiers(
  option: string,
  dependencies: readonly (string | DependencyConfig)[],
  levels: readonly LevelConfig[],
): void {
  dependencies.forEach((dependency, index) => {
    if (typeof dependency === 'string') return;
    const path = `${option}[${index}].tier`;
    const tier = requireNumber(path, dependency.tier, { min: 1, integer: true });
    if (levels.length > 0 && !levels.some(({ level }) => level === tier)) {
      const there = levels.map(({ level }) => level).join(', ');
      throw new ConfigurationError(path, tier, `one of the levels ${there}`);
    }
  });
}

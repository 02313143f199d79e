/**
 * - `available`: works as it should
 * - `degraded`: works with something in the place of what is missing
 * - `unavailable`: does not work
 */
export type Availability = 'available' | 'degraded' | 'unavailable';

/**
 * - `required`: without it the feature does not work
 * - `preferred`: without it the feature works less well
 */
export type DependencyKind = 'required' | 'preferred';

/** A service that a feature is made of. */
export interface Dependency {
  readonly service: string;
  readonly kind: DependencyKind;
  /** The level, a whole number of 0 or more, that the app is at without it; `undefined` when levels do not follow from it. */
  readonly tier: number | undefined;
}

/** A place in the matrix: how one dependency of one feature is. */
export interface DependencyState extends Dependency {
  /** Of the service, as far as this feature is concerned: what stands in for it counts. */
  readonly state: Availability;
}

const RANK: Readonly<Record<Availability, number>> = { available: 0, degraded: 1, unavailable: 2 };

/** What the state of a dependency means to its feature: what is only preferred cannot take it away. */
export function effectOf({ kind, state }: DependencyState): Availability {
  return kind === 'preferred' && state === 'unavailable' ? 'degraded' : state;
}

/** The dependency that a feature suffers from most, the first of several; `undefined` when all are as they should be. */
export function worstOf<T extends DependencyState>(row: readonly T[]): T | undefined {
  let worst: T | undefined;
  for (const dependency of row) {
    const rank = RANK[effectOf(dependency)];
    if (rank > (worst === undefined ? 0 : RANK[effectOf(worst)])) worst = dependency;
  }
  return worst;
}

/**
 * The level that a matrix of features and their dependencies calls for: the highest tier of all that are not as they
 * should be.
 *
 * @usageNotes
 * ```ts
 * levelOfTiers([[{ service: 'pricing', kind: 'required', tier: 2, state: 'degraded' }]]); // 2
 * ```
 */
export function levelOfTiers(rows: readonly (readonly DependencyState[])[]): number {
  let level = 0;
  for (const row of rows) {
    for (const { state, tier = 0 } of row) {
      if (state !== 'available' && tier > level) level = tier;
    }
  }
  return level;
}

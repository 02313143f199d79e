/** How many instances of a group there are, and how many of them are fit. */
export interface GroupHealth {
  readonly fit: number;
  readonly total: number;
}

/**
 * How much of its load a group can carry, in percent: with the default factor, a group carries all of it until fewer than
 * 72 % of its instances are fit.
 *
 * @param overprovisioning how much more a group can carry than it has to, >= 1
 * @see Envoy, "Overprovisioning factor"
 */
function availability({ fit, total }: GroupHealth, overprovisioning: number): number {
  return total === 0 ? 0 : Math.min(100, Math.floor((overprovisioning * 100 * fit) / total));
}

/**
 * How the load is shared among groups of instances of which each is to be used only for what those before it cannot
 * carry. In percent, summing up to 100; all 0 when nobody is fit.
 *
 * @param groups the preferred one first
 * @see Envoy, "Priority levels"
 */
export function priorityLoads(
  groups: readonly GroupHealth[],
  overprovisioning = 1.4,
): readonly number[] {
  const carried = groups.map((group) => availability(group, overprovisioning));
  const sum = Math.min(
    100,
    carried.reduce((a, b) => a + b, 0),
  );
  let left = sum === 0 ? 0 : 100;
  return carried.map((share, index) => {
    const wanted = Math.round((share * 100) / sum);
    // What rounding leaves over goes to the last one that can carry any.
    const isLast = carried.slice(index + 1).every((later) => later === 0);
    const load = share === 0 ? 0 : isLast ? left : Math.min(left, wanted);
    left -= load;
    return load;
  });
}

/**
 * How the load of one group is shared among its zones: by weight, and less where instances are missing. In shares that
 * sum up to 1; all 0 when nobody is fit.
 *
 * @see Envoy, "Locality weighted load balancing"
 */
export function localityShares(
  zones: readonly (GroupHealth & { readonly weight: number })[],
  overprovisioning = 1.4,
): readonly number[] {
  const effective = zones.map((zone) => zone.weight * availability(zone, overprovisioning));
  const sum = effective.reduce((a, b) => a + b, 0);
  return effective.map((weight) => (sum === 0 ? 0 : weight / sum));
}

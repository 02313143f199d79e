/** How many objects one keeps alive, itself included, by its properties and what is in its maps, sets and arrays. */
export function reachable(root: object): number {
  const seen = new Set<object>([root]);
  for (const each of seen) {
    const parts: readonly unknown[] =
      each instanceof Map
        ? [...each.keys(), ...each.values()]
        : each instanceof Set
          ? [...each]
          : Object.values(each);
    for (const part of parts) if (typeof part === 'object' && part !== null) seen.add(part);
  }
  return seen.size;
}

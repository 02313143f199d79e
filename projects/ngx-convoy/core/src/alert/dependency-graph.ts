/** Who needs whom, as it was declared or seen in traces. The last thousand edges. */
export class DependencyGraph {
  private readonly edges = new Map<string, Set<string>>();
  private count = 0;

  /** How often an edge was added that was not there: whoever computed something knows whether it still holds. */
  revision = 0;

  /** `parent` calls `child`: when the child is down, the parent may be so because of it. */
  add(parent: string, child: string): void {
    if (parent === '' || child === '' || parent === child) return;
    const known = this.edges.get(parent) ?? new Set();
    if (known.has(child) || this.count >= MOST_EDGES) return;
    this.edges.set(parent, known.add(child));
    this.count += 1;
    this.revision += 1;
  }

  /** What it calls itself, without detours. */
  dependenciesOf(name: string): readonly string[] {
    return [...(this.edges.get(name) ?? [])];
  }

  /**
   * Finds for each failing node the one that it fails because of: a failing node with no failing dependency. Those in a circle
   * have the one of them that failed first.
   *
   * @param failing by name, epoch milliseconds at which it began to fail
   * @param isWell of the others: whether it is known to work, so that nothing behind it can be the reason
   * @returns by name, the root cause; itself when it is one
   */
  rootCauses(
    failing: ReadonlyMap<string, number>,
    isWell: (name: string) => boolean = () => false,
  ): ReadonlyMap<string, string> {
    const reach = new Map<string, ReadonlySet<string>>();
    for (const name of failing.keys()) reach.set(name, this.failingBehind(name, failing, isWell));
    const isRoot = (name: string): boolean =>
      [...(reach.get(name) ?? [])].every((other) => reach.get(other)?.has(name) === true);
    const first = (a: string, b: string): string => {
      const [left, right] = [failing.get(a) ?? Infinity, failing.get(b) ?? Infinity];
      return left < right || (left === right && a < b) ? a : b;
    };
    return new Map(
      [...reach].map(([name, behind]) => [name, [name, ...behind].filter(isRoot).reduce(first)]),
    );
  }

  private failingBehind(
    name: string,
    failing: ReadonlyMap<string, number>,
    isWell: (name: string) => boolean,
  ): ReadonlySet<string> {
    const seen = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const child of this.edges.get(next) ?? []) {
        if (seen.has(child) || (!failing.has(child) && isWell(child))) continue;
        seen.add(child);
        open.push(child);
      }
    }
    return new Set([...seen].filter((each) => failing.has(each)));
  }
}

/** A page that talks to a hundred services has some hundred edges; names made of ids would be endless. */
const MOST_EDGES = 1_000;

import type { PlanGraph, PlanNode } from './plan-graph';

/**
 * How long it takes at least from the start of each task to the end of everything that waits for it: whoever has the
 * longest way before it goes first.
 *
 * `rank(i) = weight(i) + max(rank(j) for each j that needs i)`
 *
 * @param weightOf milliseconds that a task takes, or 1 for all when nobody knows
 * @returns by the index of the task
 * @see Topcuoglu, Hariri, Wu, "Performance-effective and low-complexity task scheduling" (HEFT), IEEE TPDS 2002
 */
export function upwardRanks(graph: PlanGraph, weightOf: (node: PlanNode) => number): Float64Array {
  const ranks = new Float64Array(graph.nodes.length);
  for (let place = graph.order.length - 1; place >= 0; place -= 1) {
    const node = graph.order[place];
    if (node === undefined) break;
    let longest = 0;
    for (const { index } of node.dependents) longest = Math.max(longest, ranks[index] ?? 0);
    ranks[node.index] = weightOf(node) + longest;
  }
  return ranks;
}

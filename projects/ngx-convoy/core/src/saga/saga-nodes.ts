import type { SagaLeaf, SagaNode, SagaStep } from './saga-definition';

/** The nodes of a child, under its name. */
export function prefixedNodes(nodes: readonly SagaNode[], prefix: string): readonly SagaNode[] {
  return nodes.map((node): SagaNode => {
    switch (node.kind) {
      case 'parallel':
        return { ...node, branches: node.branches.map((branch) => prefixedNodes(branch, prefix)) };
      case 'child':
        return { ...node, path: prefix + node.path, nodes: prefixedNodes(node.nodes, prefix) };
      default:
        return { ...node, path: prefix + node.path };
    }
  });
}

/** Everything with a path, in the order of its definition; a child before what is in it. */
export function shapeOf(nodes: readonly SagaNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'parallel':
        return node.branches.flatMap(shapeOf);
      case 'child':
        return [node.path, ...shapeOf(node.nodes)];
      default:
        return [node.path];
    }
  });
}

/** All that are done by themselves, in the order of their definition. */
export function leavesOf(nodes: readonly SagaNode[]): readonly SagaLeaf[] {
  return nodes.flatMap((node): readonly SagaLeaf[] => {
    switch (node.kind) {
      case 'parallel':
        return node.branches.flatMap(leavesOf);
      case 'child':
        return leavesOf(node.nodes);
      default:
        return [node];
    }
  });
}

/** All steps proper, in the order of their definition. */
export function stepsOf(nodes: readonly SagaNode[]): readonly SagaStep[] {
  return leavesOf(nodes).filter((leaf) => leaf.kind === 'step');
}

/** Where a path belongs: the name of its child with the slash, or nothing. */
export function scopeOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

import type { FailurePolicy, TaskPolicy } from './failure-policy';
import { InvalidPlanError, type PlanProblem } from './plan-errors';
import { taskOf, type AnyTask, type Step } from './step';

/** A task among those it needs and those that need it. */
export interface PlanNode {
  /** Its place in the order in which the plan was written. */
  readonly index: number;
  readonly name: string;
  readonly task: AnyTask;
  readonly onFailure: TaskPolicy;
  /** Whose results it is given. */
  readonly needs: readonly PlanNode[];
  /** Who is given its result. */
  readonly dependents: readonly PlanNode[];
  /** Who has to end before it begins, with a result or without. */
  readonly after: PlanNode | undefined;
  readonly before: PlanNode | undefined;
  /** Head start in milliseconds: its own, or that of the most urgent task that waits for it. */
  readonly urgency: number;
}

/** How the steps of a plan hang together. */
export interface PlanGraphOptions {
  /** For messages. */
  readonly name: string;
  /** Policy of tasks that have none of their own. */
  readonly onFailure: FailurePolicy;
  /** Whether each step begins after the one before it has ended. */
  readonly isSequence: boolean;
}

/**
 * The tasks of a plan with everything that can be known before it runs: who waits for whom, and that nobody waits for
 * ever.
 */
export class PlanGraph {
  /** As they were written. */
  readonly nodes: readonly PlanNode[];
  /** Nobody stands before what it needs. */
  readonly order: readonly PlanNode[];

  /** @throws InvalidPlanError when a name is unknown or there twice, or tasks need each other in a circle */
  constructor(
    readonly steps: readonly (readonly [name: string, step: Step])[],
    readonly options: PlanGraphOptions,
  ) {
    const { onFailure } = options;
    const nodes = steps.map(
      ([name, step], index) => new Node(index, name, taskOf(step), onFailure),
    );
    const problems = connect(nodes, options.isSequence);
    const order = sort(nodes);
    if (order.length < nodes.length) problems.push(findCycle(nodes, order));
    if (problems.length > 0) throw new InvalidPlanError(options.name, problems);
    inheritUrgency(order);
    this.nodes = nodes;
    this.order = order;
  }
}

class Node implements PlanNode {
  readonly onFailure: TaskPolicy;
  readonly needs: Node[] = [];
  readonly dependents: Node[] = [];
  after: Node | undefined = undefined;
  before: Node | undefined = undefined;
  urgency: number;

  constructor(
    readonly index: number,
    readonly name: string,
    readonly task: AnyTask,
    onFailure: FailurePolicy,
  ) {
    this.onFailure = task.onFailure ?? onFailure;
    this.urgency = task.priority;
  }
}

function connect(nodes: readonly Node[], isSequence: boolean): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const byName = new Map<string, Node>();
  for (const node of nodes) {
    if (byName.has(node.name)) problems.push({ kind: 'duplicate-name', path: [node.name] });
    byName.set(node.name, node);
  }
  let previous: Node | undefined;
  for (const node of nodes) {
    for (const name of new Set(node.task.needs)) {
      const needed = byName.get(name);
      if (needed === undefined) {
        problems.push({ kind: 'unknown-dependency', path: [node.name, name] });
        continue;
      }
      node.needs.push(needed);
      needed.dependents.push(node);
    }
    if (isSequence && previous !== undefined) {
      node.after = previous;
      previous.before = node;
    }
    previous = node;
  }
  return problems;
}

/** @see Kahn, "Topological sorting of large networks", CACM 1962 */
function sort(nodes: readonly Node[]): Node[] {
  const waitsFor = nodes.map(({ needs, after }) => needs.length + (after === undefined ? 0 : 1));
  const order = nodes.filter((node) => waitsFor[node.index] === 0);
  // The list grows while it is read.
  for (const node of order) {
    const { dependents, before } = node;
    for (const next of before === undefined ? dependents : [...dependents, before]) {
      const left = (waitsFor[next.index] ?? 0) - 1;
      waitsFor[next.index] = left;
      if (left === 0) order.push(next);
    }
  }
  return order;
}

/** Whoever cannot be sorted waits for somebody who cannot be sorted either: following them ends in a circle. */
function findCycle(nodes: readonly Node[], order: readonly Node[]): PlanProblem {
  const sorted = new Set(order);
  const path: Node[] = [];
  let node = nodes.find((each) => !sorted.has(each));
  while (node !== undefined && !path.includes(node)) {
    path.push(node);
    const { needs, after } = node;
    node = [...needs, ...(after === undefined ? [] : [after])].find((each) => !sorted.has(each));
  }
  const circle = node === undefined ? path : [...path.slice(path.indexOf(node)), node];
  return { kind: 'cycle', path: circle.map(({ name }) => name) };
}

function inheritUrgency(order: readonly Node[]): void {
  for (const node of [...order].reverse()) {
    for (const needed of node.needs) needed.urgency = Math.max(needed.urgency, node.urgency);
  }
}

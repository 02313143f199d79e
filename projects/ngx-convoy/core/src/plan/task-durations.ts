import { LatencyEwma } from '../balancing/latency-ewma';
import type { PlanGraph, PlanNode } from './plan-graph';

/** Plans that are remembered; the one that was not run for longest is forgotten first. */
const CAPACITY = 100;
/** Milliseconds after which an old duration weighs 1/e: a page is opened now and then, not a thousand times a second. */
const TAU = 600_000;

/** How long the tasks of each named plan took lately, so that the next run begins with what takes longest. */
export class TaskDurations {
  private readonly plans = new Map<string, Map<string, LatencyEwma>>();

  /**
   * The weight of each task in milliseconds; those of which nothing is known count as the average of the others, and as
   * 1 when nothing is known at all.
   */
  weights(plan: string | undefined, graph: PlanGraph): (node: PlanNode) => number {
    const known = plan === undefined ? undefined : this.plans.get(plan);
    if (known === undefined) return () => 1;
    let sum = 0;
    let count = 0;
    for (const { name } of graph.nodes) {
      const duration = known.get(name)?.value;
      if (duration === undefined) continue;
      sum += duration;
      count += 1;
    }
    const average = count === 0 ? 1 : sum / count;
    return ({ name }) => known.get(name)?.value ?? average;
  }

  /** @param ms milliseconds that a task took which ended well; @param now epoch milliseconds */
  observe(plan: string | undefined, task: string, ms: number, now: number): void {
    if (plan === undefined) return;
    const durations = this.plans.get(plan) ?? new Map<string, LatencyEwma>();
    // Deleted and set again: a Map remembers in which order things came.
    this.plans.delete(plan);
    this.plans.set(plan, durations);
    const duration = durations.get(task) ?? new LatencyEwma({ tau: TAU });
    durations.set(task, duration);
    duration.observe(ms, now);
    for (const oldest of this.plans.keys()) {
      if (this.plans.size <= CAPACITY) break;
      this.plans.delete(oldest);
    }
  }
}

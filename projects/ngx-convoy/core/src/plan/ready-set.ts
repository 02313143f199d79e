import { IndexedHeap } from '../queue/indexed-heap';
import type { TaskRun } from './task-run';

/** Tasks that could begin, the next one first: the most urgent, then the one with the longest way before it. */
export class ReadySet {
  private readonly heap = new IndexedHeap<TaskRun>('front', isBefore);

  /** O(log n). */
  add(task: TaskRun): void {
    this.heap.put(task);
  }

  /** Takes out the next one. O(log n). */
  take(): TaskRun | undefined {
    const first = this.heap.items[0];
    if (first !== undefined) this.heap.remove(first);
    return first;
  }
}

function isBefore(a: TaskRun, b: TaskRun): boolean {
  if (a.node.urgency !== b.node.urgency) return a.node.urgency > b.node.urgency;
  return a.rank === b.rank ? a.node.index < b.node.index : a.rank > b.rank;
}

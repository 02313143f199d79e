// Bundled with the library by the spec beside it: the same tasks through ours and through p-queue, as a reference.
import { TaskQueue } from 'ngx-convoy/core';
import PQueue from 'p-queue';

/** What happens to both queues: tasks are added while nothing runs, some are aborted, and then all that remain run. */
export interface Script {
  readonly concurrency: number;
  readonly tasks: readonly { readonly priority: number; readonly isAborted: boolean }[];
}

/** The order in which tasks begin, by their numbers. */
export async function orderOfOurs({ concurrency, tasks }: Script): Promise<readonly number[]> {
  // Nobody comes later than anybody else, so only priority and the order of adding count.
  const clock = { now: () => 0, schedule: () => () => undefined };
  const queue = new TaskQueue({ limit: concurrency }, clock);
  queue.pause();
  const begun = addAll(tasks, (task, priority, signal) => queue.add(task, { priority, signal }));
  queue.resume();
  await queue.onIdle();
  return begun;
}

/** The order in which tasks begin, by their numbers. */
export async function orderOfPQueue({ concurrency, tasks }: Script): Promise<readonly number[]> {
  const queue = new PQueue({ concurrency, autoStart: false });
  const begun = addAll(tasks, (task, priority, signal) => queue.add(task, { priority, signal }));
  queue.start();
  await queue.onIdle();
  return begun;
}

function addAll(
  tasks: Script['tasks'],
  add: (task: () => Promise<void>, priority: number, signal: AbortSignal) => Promise<unknown>,
): readonly number[] {
  const begun: number[] = [];
  for (const [number, { priority, isAborted }] of tasks.entries()) {
    const leaving = new AbortController();
    const task = (): Promise<void> => {
      begun.push(number);
      return Promise.resolve();
    };
    add(task, priority, leaving.signal).catch(() => undefined);
    if (isAborted) leaving.abort(new Error('gone'));
  }
  return begun;
}

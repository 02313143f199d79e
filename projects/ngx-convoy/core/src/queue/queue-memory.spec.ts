import { ManualClock } from 'ngx-convoy/testing';
import { KeyedQueue } from './keyed-queue';
import { Entry } from './queue-entry.spec';
import { reachable } from './reachable.spec';
import { TaskQueue } from './task-queue';
import { WaitQueue } from './wait-queue';

describe('The memory of a queue', () => {
  it('is what it was after a million have joined and given up, from anywhere', () => {
    const queue = new WaitQueue<Entry>();
    const fresh = reachable(queue);
    const waiting: Entry[] = [];
    for (let turn = 0; turn < 1_000_000; turn += 1) {
      const entry = new Entry(
        turn,
        (turn % 7) * 100,
        turn,
        turn % 11 === 0 ? turn - 900 : undefined,
      );
      queue.add(entry);
      waiting.push(entry);
      if (waiting.length < 50) continue;
      const place = turn % 50;
      const [gone = entry] = waiting.splice(place, 1);
      queue.remove(gone);
    }
    expect(queue.size).toBe(49);
    for (const entry of waiting) queue.remove(entry);
    expect(reachable(queue)).toBe(fresh);
  });

  it('grows by those that wait, and by no more', () => {
    const queue = new KeyedQueue<Entry>(() => 1);
    const fresh = reachable(queue);
    for (let turn = 0; turn < 1_000; turn += 1) queue.add(new Entry(turn, 0, turn, undefined, 'a'));
    // The entries, and of the one key: its queue, that queue's lane, maps and heap.
    expect(reachable(queue) - fresh).toBeLessThan(1_020);
  });

  it('keeps nothing of tasks that were aborted, refused, or have run', async () => {
    const clock = new ManualClock();
    const queue = new TaskQueue({ limit: 2, limitPerKey: 1, maxWait: 1_000 }, clock);
    const release: (() => void)[] = [];
    const hang = () =>
      new Promise<void>((resolve) => {
        release.push(resolve);
      });
    const fresh = reachable(queue);
    for (let round = 0; round < 50; round += 1) {
      const leaving = new AbortController();
      const tasks = Array.from({ length: 40 }, (_, index) =>
        queue.add(hang, {
          key: `${round}/${index % 3}`,
          priority: index,
          signal: index % 2 === 0 ? leaving.signal : undefined,
        }),
      );
      leaving.abort('gone');
      clock.advance(1_100);
      for (const end of release.splice(0)) end();
      await Promise.allSettled(tasks);
    }
    await queue.onIdle();
    clock.advance(10_000);
    expect(reachable(queue)).toBe(fresh + reachable(queue.rejections) - 1);
    expect(clock.pending).toBe(0);
  });
});

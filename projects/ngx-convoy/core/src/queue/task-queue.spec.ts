import { ManualClock } from 'ngx-convoy/testing';
import {
  BulkheadFullError,
  QueueClearedError,
  QueueTimeoutError,
} from '../bulkhead/bulkhead-errors';
import { ConfigurationError } from '../errors';
import { settled } from './settled.spec';
import { type TaskOptions, TaskQueue } from './task-queue';
import type { TaskQueueOptions } from './task-queue-options';

/** A queue for one task at a time, unless said otherwise, and tasks with names that end when told to. */
function setUp(options: TaskQueueOptions = {}) {
  const clock = new ManualClock();
  const queue = new TaskQueue({ limit: 1, ...options }, clock);
  /** Names of tasks, in the order in which they began. */
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>();
  function add(name: string, request?: TaskOptions): Promise<string> {
    return queue.add(() => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, {
          resolve: () => {
            resolve(name);
          },
          reject,
        });
      });
    }, request);
  }
  /** Ends a task and lets the promises run. */
  async function end(name: string): Promise<void> {
    ends.get(name)?.resolve();
    await settled();
  }
  return { clock, queue, begun, add, end, ends };
}

function quiet(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}

describe('TaskQueue', () => {
  it('runs a task at once while there is a place, and hands on what it returns', async () => {
    const { queue } = setUp();
    let ran = false;
    const answer = queue.add(() => {
      ran = true;
      return 42;
    });
    expect(ran).toBe(true);
    expect(await answer).toBe(42);
    expect(await queue.add(() => Promise.resolve('later'))).toBe('later');
  });

  it('rejects with what a task throws or rejects with, and goes on', async () => {
    const { queue } = setUp();
    await expectAsync(
      queue.add(() => {
        throw new Error('thrown');
      }),
    ).toBeRejectedWithError('thrown');
    await expectAsync(queue.add(() => Promise.reject(new Error('rejected')))).toBeRejectedWithError(
      'rejected',
    );
    expect(queue.inFlight).toBe(0);
  });

  it('runs no more tasks than its limit, the most urgent first', async () => {
    const { queue, begun, add, end } = setUp({ limit: 2 });
    for (const name of ['a', 'b', 'c']) void add(name);
    void add('d', { priority: 'high' });
    void add('e', { priority: 500 });
    expect([begun, queue.inFlight, queue.size]).toEqual([['a', 'b'], 2, 3]);
    for (const name of ['a', 'b', 'd', 'e']) await end(name);
    expect(begun).toEqual(['a', 'b', 'd', 'e', 'c']);
  });

  describe('with a limit per key', () => {
    it('runs no more tasks of a key than that, and lets the others go by', async () => {
      const { queue, begun, add, end } = setUp({ limit: 3, limitPerKey: 1 });
      void add('a1', { key: 'a' });
      void add('a2', { key: 'a', priority: 'critical' });
      void add('b1', { key: 'b' });
      void add('free');
      void add('free too');
      expect(begun).toEqual(['a1', 'b1', 'free']);
      expect([queue.inFlightOf('a'), queue.inFlightOf('b'), queue.inFlightOf('c')]).toEqual([
        1, 1, 0,
      ]);
      await end('b1');
      expect(begun.at(-1)).toBe('free too');
      await end('a1');
      expect(begun.at(-1)).toBe('a2');
    });

    it('may have another one for each key, and change them', async () => {
      const { queue, begun, add } = setUp({
        limit: 9,
        limitPerKey: (key) => (key === 'wide' ? 2 : 1),
      });
      for (const name of ['w1', 'w2', 'w3']) void add(name, { key: 'wide' });
      for (const name of ['n1', 'n2']) void add(name, { key: 'narrow' });
      expect(begun).toEqual(['w1', 'w2', 'n1']);
      queue.resizePerKey(2);
      expect(begun).toEqual(['w1', 'w2', 'n1', 'n2']);
      queue.resizePerKey(3);
      expect(begun.at(-1)).toBe('w3');
      await settled();
    });

    it('refuses a task whose limit is out of range, without losing a place', async () => {
      const { queue } = setUp({ limitPerKey: () => 0 });
      await expectAsync(queue.add(() => 1, { key: 'a' })).toBeRejectedWithError(
        ConfigurationError,
        /limitPerKey/,
      );
      expect([queue.inFlight, queue.size]).toEqual([0, 0]);
    });
  });

  describe('when a task is aborted', () => {
    it('before it is added, never begins it', async () => {
      const { queue, begun, add } = setUp();
      await expectAsync(add('a', { signal: AbortSignal.abort('gone') })).toBeRejectedWith('gone');
      expect([begun, queue.inFlight]).toEqual([[], 0]);
    });

    it('while it waits, lets it leave at once', async () => {
      const { queue, begun, add, end } = setUp();
      const leaving = new AbortController();
      void add('a');
      const waiting = add('b', { signal: leaving.signal });
      leaving.abort('gone');
      await expectAsync(waiting).toBeRejectedWith('gone');
      expect([queue.size, queue.rejections]).toEqual([0, {}]);
      await end('a');
      expect(begun).toEqual(['a']);
    });

    it('while it runs, settles it at once and frees its place when it has ended', async () => {
      const { queue, begun, add, end } = setUp();
      const leaving = new AbortController();
      const running = add('a', { signal: leaving.signal });
      void add('b');
      leaving.abort('gone');
      await expectAsync(running).toBeRejectedWith('gone');
      expect([begun, queue.inFlight]).toEqual([['a'], 1]);
      await end('a');
      expect(begun).toEqual(['a', 'b']);
    });
  });

  it('says how long a task has waited that is not begun in time', async () => {
    const { clock, add } = setUp({ maxWait: 1_000 });
    void add('a');
    const late = add('b');
    const hurried = add('c', { deadline: clock.now() + 200 });
    clock.advance(250);
    await expectAsync(hurried).toBeRejectedWithError(QueueTimeoutError, /within 200 ms/);
    clock.advance(800);
    await expectAsync(late).toBeRejectedWithError(QueueTimeoutError, /within 1000 ms/);
  });

  it('sheds the least urgent task when it is full', async () => {
    const { add, queue } = setUp({ queueLimit: 1, name: 'uploads' });
    void add('a');
    const low = add('b', { priority: 'low' });
    quiet(add('c'));
    await expectAsync(low).toBeRejectedWithError(BulkheadFullError, /uploads has 1 calls/);
    await expectAsync(add('d')).toBeRejectedWithError(BulkheadFullError);
    expect(queue.rejections).toEqual(jasmine.objectContaining({ displaced: 1, full: 1 }));
  });

  it('begins nothing while it is paused, and all that has come when it is resumed', async () => {
    const { queue, begun, add, end } = setUp({ limit: 2 });
    void add('a');
    queue.pause();
    void add('b');
    await end('a');
    void add('c', { priority: 'high' });
    expect([begun, queue.paused, queue.size]).toEqual([['a'], true, 2]);
    queue.resume();
    expect([begun, queue.paused]).toEqual([['a', 'c', 'b'], false]);
  });

  it('is emptied by clear, which tells everybody who waited', async () => {
    const { queue, add, begun, end } = setUp({ name: 'uploads' });
    void add('a');
    const waiting = [add('b', { key: 'x' }), add('c')];
    queue.clear();
    for (const each of waiting) {
      await expectAsync(each).toBeRejectedWithError(QueueClearedError, /queue of uploads/);
    }
    expect([queue.size, queue.inFlight, queue.rejections.cleared]).toEqual([0, 1, 2]);
    await end('a');
    expect(begun).toEqual(['a']);
  });

  describe('onIdle', () => {
    it('resolves at once when there is nothing to do', async () => {
      await expectAsync(setUp().queue.onIdle()).toBeResolved();
    });

    it('resolves when the last task has ended, or given up waiting', async () => {
      const { queue, add, end } = setUp();
      const leaving = new AbortController();
      let idle = false;
      void add('a');
      quiet(add('b', { signal: leaving.signal }));
      void queue.onIdle().then(() => (idle = true));
      await end('a');
      expect(idle).toBe(false);
      leaving.abort();
      await end('b');
      expect(idle).toBe(true);
    });
  });

  it('tells how long the oldest task has waited', () => {
    const { queue, clock, add } = setUp();
    void add('a');
    void add('b', { key: 'x', priority: 'low' });
    clock.advance(300);
    void add('c', { priority: 'high' });
    clock.advance(100);
    expect(queue.oldestWait).toBe(400);
  });
});

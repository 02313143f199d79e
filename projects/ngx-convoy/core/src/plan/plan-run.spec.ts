import { PlanCancelledError, PlanDeadlineError, PlanFailedError } from './plan-errors';
import { dag } from './dag';
import { optional } from './optional';
import { parallel } from './parallel';
import { PlanScene, reasonOf, standing } from './plan-scene.spec';
import { sequential } from './sequential';
import { settle } from './settle';
import { task } from './task';

let scene: PlanScene;

beforeEach(() => {
  scene = new PlanScene();
});

afterEach(() => {
  scene.expectNothingLeft();
});

describe('dag', () => {
  it('begins each step as soon as it has what it needs', async () => {
    const plan = dag({ user: scene.takes(10, 7), news: scene.takes(100, ['n']) })
      .and({ orders: task(['user'], ({ user }, context) => scene.work(context, 20, () => [user])) })
      .and({ count: task(['orders', 'news'], ({ orders, news }) => orders.length + news.length) });
    const run = scene.run(plan);
    expect(reasonOf(run, 'count')).toBe('needs orders, news');
    scene.clock.advance(30);
    expect(standing(run)).toBe('user:done news:running orders:done count:waiting');
    expect(reasonOf(run, 'count')).toBe('needs news');
    scene.clock.advance(70);
    expect(await run.result).toEqual({ user: 7, news: ['n'], orders: [7], count: 2 });
    const at = run.startedAt;
    expect(run.task('orders')).toEqual(
      jasmine.objectContaining({ readyAt: at + 10, startedAt: at + 10, endedAt: at + 30 }),
    );
  });

  it('skips whoever needs what is missing, and all that follows, and says why', async () => {
    const plan = dag({ a: optional(scene.fails(10)), b: scene.takes(5, 'b') })
      .and({ c: task(['a'], ({ a }) => a) })
      .and({ d: task(['c', 'b'], ({ c, b }) => [c, b]) });
    const run = scene.run(plan);
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:failed b:done c:skipped d:skipped');
    expect(reasonOf(run, 'd')).toBe("needs 'c', which was skipped");
    expect(run.status).toBe('partial');
    expect(await run.result).toEqual({ b: 'b' });
    expect([...run.errors.keys()]).toEqual(['a']);
  });

  it('puts a value in the place of what is missing, failed or skipped', async () => {
    const plan = dag({ a: optional(scene.fails(10)), b: optional(scene.fails(10), 'none') })
      .and({
        c: optional(
          task(['a'], ({ a }) => a),
          0,
        ),
      })
      .and({ d: task(['b', 'c'], ({ b, c }) => `${b} ${c}`) });
    const run = scene.run(plan);
    scene.clock.advance(10);
    expect(await run.result).toEqual({ b: 'none', c: 0, d: 'none 0' });
    expect(run.status).toBe('partial');
    expect(run.task('b')).toEqual(jasmine.objectContaining({ status: 'failed', isReplaced: true }));
  });

  it('tells whoever needs a settled step how it ended', async () => {
    const plan = dag({ a: optional(scene.fails(10)), b: settle(scene.fails(10)) })
      .and({ c: settle(task(['a'], ({ a }) => a)) })
      .and({ d: task(['b', 'c'], ({ b, c }) => [b.status, c.status]) });
    const run = scene.run(plan);
    scene.clock.advance(10);
    expect((await run.result).d).toEqual(['failed', 'skipped']);
  });

  it('begins with what the longest way depends on, as far as durations are remembered', () => {
    const plan = dag(
      { short: scene.takes(10, 1), long: scene.takes(10, 2), first: scene.takes(10, 3) },
      { concurrency: 1, name: 'page' },
    )
      .and({ slow: task(['long'], (_, context) => scene.work(context, 500, () => 4)) })
      .and({ b: task(['first'], () => 5) })
      .and({ c: task(['b'], () => 6) });
    // Nothing is known: the way with most steps goes first.
    scene.run(plan);
    scene.clock.advance(1_000);
    expect(scene.log).toEqual(['first+', 'long+', 'short+', 'slow+']);
    scene.log.length = 0;
    scene.run(plan);
    scene.clock.advance(1_000);
    expect(scene.log).toEqual(['long+', 'slow+', 'short+', 'first+']);
  });

  it('treats what something urgent needs as urgent', () => {
    const plan = dag(
      { calm: scene.takes(10, 1), base: scene.takes(10, 2) },
      { concurrency: 1 },
    ).and({
      urgent: task(['base'], () => 3, { priority: 'critical' }),
    });
    scene.run(plan);
    scene.clock.advance(20);
    expect(scene.log).toEqual(['base+', 'calm+']);
  });

  it('follows a chain of any length without a stack', async () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => [
      `s${index}`,
      task(index === 0 ? [] : [`s${index - 1}`], (results: Record<string, number>) =>
        index === 0 ? 1 : (results[`s${index - 1}`] ?? NaN) + 1,
      ),
    ]);
    const run = scene.run(
      dag(Object.fromEntries(chain) as Record<string, ReturnType<typeof scene.takes<number>>>),
    );
    expect((await run.result)['s9999']).toBe(10_000);
  });
});

describe('a run', () => {
  it('settles at once when it is cancelled, and reaches what is in flight', async () => {
    const run = scene.run(
      sequential({ a: scene.takes(10, 1), b: scene.takes(10, 1), c: scene.takes(10, 1) }),
    );
    scene.clock.advance(10);
    run.cancel();
    run.cancel('again');
    expect(standing(run)).toBe('a:done b:cancelled c:skipped');
    expect(scene.log).toEqual(['a+', 'b+', 'b-']);
    await expectAsync(run.result).toBeRejectedWith(jasmine.any(PlanCancelledError));
  });

  it('ends with the reason of its signal, and listens no longer than it has to', async () => {
    const leaving = new AbortController();
    const removed = spyOn(leaving.signal, 'removeEventListener').and.callThrough();
    const run = scene.run(parallel({ a: scene.takes(10, 1) }), { signal: leaving.signal });
    leaving.abort('left');
    await expectAsync(run.result).toBeRejectedWith('left');
    expect(run.status).toBe('cancelled');
    expect(removed).toHaveBeenCalledTimes(1);
    const late = scene.run(parallel({ a: scene.takes(10, 1) }), { signal: leaving.signal });
    expect(standing(late)).toBe('a:skipped');
    await expectAsync(late.result).toBeRejectedWith('left');
  });

  it('fails a task that takes longer than it may, and aborts it', async () => {
    const slow = task((context) => scene.work(context, 500, () => 1), { timeout: 100 });
    const run = scene.run(parallel({ slow: optional(slow, 0), b: scene.takes(200, 2) }));
    scene.clock.advance(150);
    expect(run.task('slow')?.reason).toBe("The task 'slow' did not end within 100 ms.");
    expect(scene.log).toContain('slow-');
    scene.clock.advance(50);
    expect(await run.result).toEqual({ slow: 0, b: 2 });
  });

  it('fails at its deadline what has not ended, each by its own policy', async () => {
    const plan = dag(
      {
        a: scene.takes(10, 1),
        b: optional(scene.takes(500, 2)),
        c: optional(scene.takes(900, 3), null),
      },
      { deadline: 100 },
    ).and({ d: task(['c'], ({ c }) => c) });
    const run = scene.run(plan);
    scene.clock.advance(100);
    // 'd' has all it needs, but no time.
    expect(standing(run)).toBe('a:done b:failed c:failed d:failed');
    expect(run.failure).toBeInstanceOf(PlanFailedError);
    const rest = scene.run(
      dag({ a: scene.takes(10, 1), b: optional(scene.takes(500, 2)) }, { deadline: 100 }),
    );
    scene.clock.advance(100);
    expect(await rest.result).toEqual({ a: 1 });
    expect(rest.errors.get('b')).toBeInstanceOf(PlanDeadlineError);
  });

  it('drops what comes too late, and leaves no rejection unhandled', async () => {
    let reject: (error: unknown) => void = () => undefined;
    const stubborn = new Promise<never>((_, no) => {
      reject = no;
    });
    const run = scene.run(parallel({ a: task(() => stubborn) }));
    run.cancel();
    reject(new Error('late'));
    await Promise.resolve();
    expect(standing(run)).toBe('a:cancelled');
    expect(run.errors.size).toBe(0);
    // Nobody ever asks for the result of this one.
    scene.run(parallel({ a: scene.fails(0) }));
    scene.clock.advance(0);
  });

  it('takes a function that throws as one that fails', () => {
    const broken = task(() => {
      throw new Error('thrown');
    });
    const run = scene.run(parallel({ a: broken }));
    expect(reasonOf(run, 'a')).toBe('thrown');
  });

  it('makes an AbortController only for tasks that read their signal', () => {
    scene.run(parallel({ a: task(() => 1), b: task(() => 2) }));
    expect(scene.controllers).toBe(0);
    const asking = task(({ signal }) => signal.aborted);
    expect(scene.run(parallel({ asking })).results).toEqual({ asking: false });
    expect(scene.controllers).toBe(1);
  });

  it('gives an aborted signal to a task that asks for it too late', () => {
    let ask: () => boolean = () => false;
    const late = task((context) => {
      ask = () => context.signal.aborted;
      return new Promise<never>(() => undefined);
    });
    scene.run(parallel({ late })).cancel();
    expect(ask()).toBeTrue();
  });

  it('tells its observer of every move, and once of the end', () => {
    const told: string[] = [];
    const run = scene.run(parallel({ a: scene.takes(10, 1), b: scene.takes(20, 2) }), {
      observer: { taskChanged: (name) => told.push(name), ended: () => told.push('.') },
    });
    scene.clock.advance(20);
    expect(told).toEqual(['a', 'b', 'a', 'b', '.']);
    expect(run.status).toBe('completed');
  });
});

import { PlanFailedError, RaceFailedError } from './plan-errors';
import { optional } from './optional';
import { parallel } from './parallel';
import { PlanScene, reasonOf, standing } from './plan-scene.spec';
import { priority } from './priority';
import { race } from './race';
import { sequential } from './sequential';
import { task } from './task';

let scene: PlanScene;

beforeEach(() => {
  scene = new PlanScene();
});

afterEach(() => {
  scene.expectNothingLeft();
});

describe('parallel', () => {
  it('begins everything at once and gives a record when all have ended', async () => {
    const run = scene.run(parallel({ a: scene.takes(20, 1), b: scene.takes(10, 'x') }));
    expect(standing(run)).toBe('a:running b:running');
    scene.clock.advance(10);
    expect(run.results).toEqual({ b: 'x' });
    expect(run.status).toBe('running');
    scene.clock.advance(10);
    expect(run.status).toBe('completed');
    expect(await run.result).toEqual({ a: 1, b: 'x' });
    expect([...run.resultMap]).toEqual([
      ['a', 1],
      ['b', 'x'],
    ]);
    expect(run.endedAt).toBe(run.startedAt + 20);
  });

  it('fails with the first that fails, and aborts the others', async () => {
    const run = scene.run(
      parallel({ a: scene.takes(50, 1), b: scene.fails(10), c: scene.takes(5, 2) }),
    );
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:cancelled b:failed c:done');
    expect(reasonOf(run, 'a')).toBe("'b' failed");
    expect(scene.log).toEqual(['a+', 'b+', 'c+', 'b-', 'a-']);
    const failure = await run.result.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlanFailedError);
    if (!(failure instanceof PlanFailedError)) return;
    expect(failure.task).toBe('b');
    expect(failure.cause).toEqual(new Error('broken'));
    expect([...failure.results]).toEqual([['c', 2]]);
    expect(failure.message).toContain("failed at 'b': broken");
  });

  it('settles: each result says how its step ended', async () => {
    const steps = { a: scene.takes(10, 1), b: scene.fails(20) };
    const run = scene.run(parallel(steps, { onFailure: 'settle' }));
    scene.clock.advance(20);
    expect(run.status).toBe('partial');
    expect(await run.result).toEqual({
      a: { status: 'done', value: 1 },
      b: { status: 'failed', error: new Error('broken') },
    });
  });

  it('keeps to its limit', () => {
    const steps = { a: scene.takes(10, 1), b: scene.takes(10, 2), c: scene.takes(10, 3) };
    const run = scene.run(parallel(steps, { concurrency: 2 }));
    expect(standing(run)).toBe('a:running b:running c:waiting');
    expect(reasonOf(run, 'c')).toBe('waits for its turn');
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:done b:done c:running');
    scene.clock.advance(10);
    expect(run.status).toBe('completed');
  });

  it('has nothing to wait for when it is empty', async () => {
    const run = scene.run(parallel({}));
    expect(run.status).toBe('completed');
    expect(await run.result).toEqual({});
  });
});

describe('sequential', () => {
  it('runs one step after the other; later ones take what earlier ones gave', async () => {
    const plan = sequential({ a: scene.takes(10, 2), b: scene.takes(10, 3) }).and({
      product: task(['a', 'b'], ({ a, b }) => a * b),
    });
    const run = scene.run(plan);
    expect(standing(run)).toBe('a:running b:waiting product:waiting');
    expect(reasonOf(run, 'b')).toBe('comes after a');
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:done b:running product:waiting');
    scene.clock.advance(10);
    expect(await run.result).toEqual({ a: 2, b: 3, product: 6 });
  });

  it('ends with the first step that fails', () => {
    const run = scene.run(
      sequential({ a: scene.takes(10, 2), b: scene.fails(10), c: scene.takes(1, 0) }),
    );
    scene.clock.advance(20);
    expect(standing(run)).toBe('a:done b:failed c:skipped');
    expect(run.status).toBe('failed');
  });

  it('goes on after a step that may be missing, in order, without those that needed it', async () => {
    const plan = sequential({ a: optional(scene.fails(10)), b: scene.takes(10, 1) }).and({
      c: task(['a'], ({ a }) => a),
      d: scene.takes(10, 4),
    });
    const run = scene.run(plan);
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:failed b:running c:waiting d:waiting');
    scene.clock.advance(10);
    expect(standing(run)).toBe('a:failed b:done c:skipped d:running');
    expect(reasonOf(run, 'c')).toBe("needs 'a', which failed");
    scene.clock.advance(10);
    expect(run.status).toBe('partial');
    expect(await run.result).toEqual({ b: 1, d: 4 });
  });
});

describe('priority', () => {
  it('begins the most urgent first, then as they are written', () => {
    const urgent = (name: number, level: 'low' | 'high' | number) =>
      task((context) => scene.work(context, 10, () => name), { priority: level });
    const steps = {
      low: urgent(1, 'low'),
      high: urgent(2, 'high'),
      more: urgent(3, 20_000),
      normal: scene.takes(10, 4),
      also: scene.takes(10, 5),
    };
    const run = scene.run(priority(steps, { concurrency: 1 }));
    scene.clock.advance(50);
    expect(scene.log).toEqual(['more+', 'high+', 'normal+', 'also+', 'low+']);
    expect(run.status).toBe('completed');
  });

  it('lets six begin when nothing else is said', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const run = scene.run(
      priority(Object.fromEntries(names.map((name) => [name, scene.takes(10, name)]))),
    );
    expect(run.progress().counts).toEqual(jasmine.objectContaining({ running: 6, waiting: 1 }));
    scene.clock.advance(20);
  });
});

describe('race', () => {
  it('is won by the first good answer; the others are called off', async () => {
    const run = scene.run(
      race({ a: scene.takes(30, 'a'), b: scene.fails(10), c: scene.takes(20, 'c') }),
    );
    scene.clock.advance(20);
    expect(await run.result).toEqual({ winner: 'c', value: 'c' });
    expect(run.status).toBe('completed');
    expect(run.results).toEqual({ c: 'c' });
    expect(standing(run)).toBe('a:cancelled b:failed c:done');
    expect(reasonOf(run, 'a')).toBe("'c' was faster");
    expect(scene.log).toContain('a-');
  });

  it('fails when all have failed, and says with what', async () => {
    const run = scene.run(race({ a: scene.fails(10, 'first'), b: scene.fails(20, 'second') }));
    scene.clock.advance(20);
    const failure = await run.result.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RaceFailedError);
    if (!(failure instanceof RaceFailedError)) return;
    expect(failure.errors).toEqual([new Error('first'), new Error('second')]);
    expect(failure.errorOf.get('b')).toEqual(new Error('second'));
    expect(failure.message).toContain('a: first; b: second');
  });
});

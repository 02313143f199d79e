import { ConfigurationError } from '../errors';
import { dag } from './dag';
import { optional } from './optional';
import { parallel } from './parallel';
import { InvalidPlanError } from './plan-errors';
import { PlanScene, reasonOf, standing } from './plan-scene.spec';
import { race } from './race';
import { sequential } from './sequential';
import { service } from './service';
import { settle } from './settle';
import { task } from './task';

let scene: PlanScene;

beforeEach(() => {
  scene = new PlanScene();
});

function answer(value: unknown): void {
  scene.asked.at(-1)?.receiver.succeed(value);
}

describe('a plan that asks services', () => {
  it('sends what is asked, and calls it off when nobody waits any more', () => {
    const run = scene.run(
      parallel({ orders: service<number[]>('orders', '/orders', { retries: 1 }) }),
    );
    expect(scene.asked[0]?.request).toEqual({ service: 'orders', path: '/orders', retries: 1 });
    expect(run.task('orders')?.service).toBe('orders');
    run.cancel();
    expect(scene.asked[0]?.isCalledOff).toBeTrue();
    answer([1]);
    expect(standing(run)).toBe('orders:cancelled');
  });

  it('lets a function say what is asked, and knows the service from then on', async () => {
    const plan = dag({ id: task(() => 7) }).and({
      product: task(['id'], ({ id }) => service<string>('catalog', `/products/${id}`)),
      promised: task(['id'], async ({ id }) => {
        await Promise.resolve();
        return service<string>('catalog', `/promised/${id}`);
      }),
    });
    const run = scene.run(plan);
    answer('lamp');
    expect(run.task('product')?.service).toBe('catalog');
    await Promise.resolve();
    await Promise.resolve();
    expect(scene.asked[1]?.request.path).toBe('/promised/7');
    answer('too');
    expect(await run.result).toEqual({ id: 7, product: 'lamp', promised: 'too' });
  });

  it('hands on how much time is left', () => {
    const asking = task(() => service('orders', '/orders'), { timeout: 300 });
    const run = scene.run(parallel({ asking }, { deadline: 1_000 }));
    expect(scene.asked[0]?.deadlineAt).toBe(run.startedAt + 300);
    run.cancel();
  });

  it('is refused before it runs when it asks a service that nobody knows', () => {
    const plan = parallel({
      a: service('order', '/orders'),
      b: task(() => 1, { service: 'shop' }),
    });
    expect(() => scene.run(plan)).toThrowError(
      InvalidPlanError,
      /'a' asks the service 'order', which nobody knows; 'b' asks/,
    );
    expect(scene.asked.length).toBe(0);
  });

  it('fails the task whose function asks a service that nobody knows', () => {
    const run = scene.run(parallel({ a: task(() => service('nobody', '/')) }));
    expect(run.errors.get('a')).toBeInstanceOf(InvalidPlanError);
  });

  it('leaves out what may be missing and is known to be down, and what needs it', async () => {
    scene.down.set('shipping', 'shipping is down');
    const plan = dag({
      orders: service<number[]>('orders', '/orders'),
      parcels: optional(service<number[]>('shipping', '/shipments')),
      rates: optional(service<number[]>('shipping', '/rates'), []),
      depots: settle(service<number[]>('shipping', '/depots')),
    }).and({ map: task(['parcels'], ({ parcels }) => parcels.length) });
    const run = scene.run(plan);
    expect(scene.log).toEqual(['orders+']);
    expect(reasonOf(run, 'parcels')).toBe('left out: shipping is down');
    answer([1]);
    expect(run.status).toBe('partial');
    expect(await run.result).toEqual({
      orders: [1],
      rates: [],
      depots: { status: 'skipped', reason: 'left out: shipping is down' },
    });
  });

  it('finds out at the last moment when only a function knows what is asked', () => {
    const plan = dag({ orders: service<number>('orders', '/orders') }).and({
      parcels: optional(task(['orders'], () => service('shipping', '/shipments'))),
    });
    const run = scene.run(plan);
    scene.down.set('shipping', 'shipping is down');
    answer(1);
    expect(standing(run)).toBe('orders:done parcels:skipped');
    expect(run.task('parcels')?.startedAt).toBeUndefined();
  });

  it('tries what it cannot do without, and who takes part in a race, also when it is down', () => {
    scene.down.set('shipping', 'shipping is down');
    scene.run(parallel({ parcels: service('shipping', '/shipments') })).cancel();
    scene.run(race({ a: service('shipping', '/a') })).cancel();
    expect(scene.asked.length).toBe(2);
  });

  it('leaves nobody out before the turn comes', () => {
    scene.down.set('shipping', 'shipping is down');
    const run = scene.run(
      sequential({
        a: service('orders', '/a'),
        b: optional(service('shipping', '/b')),
        c: service('orders', '/c'),
      }),
    );
    expect(standing(run)).toBe('a:running b:waiting c:waiting');
    answer(1);
    expect(standing(run)).toBe('a:done b:skipped c:running');
    run.cancel();
  });

  it('refuses a path that is none', () => {
    expect(() => service('orders', 'orders/42')).toThrowError(ConfigurationError, /path must be/);
    expect(() => service('two words', '/')).toThrowError(ConfigurationError);
  });
});

describe('a plan in a plan', () => {
  it('runs in the place of a task, and gives what comes of it', async () => {
    const inner = parallel({ a: scene.takes(10, 1), b: scene.takes(20, 2) });
    const plan = dag({ first: inner }).and({
      second: task(['first'], ({ first }) => parallel({ sum: task(() => first.a + first.b) })),
      third: race({ x: scene.takes(5, 'x') }),
    });
    const run = scene.run(plan);
    expect(run.task('first')?.plan?.counts.running).toBe(2);
    scene.clock.advance(20);
    expect(await run.result).toEqual({
      first: { a: 1, b: 2 },
      second: { sum: 3 },
      third: { winner: 'x', value: 'x' },
    });
    expect(run.task('first')?.plan?.status).toBe('completed');
    scene.expectNothingLeft();
  });

  it('is called off with the plan around it', () => {
    const run = scene.run(
      dag({ inner: sequential({ a: scene.takes(10, 1), b: scene.takes(10, 1) }) }),
    );
    run.cancel();
    expect(scene.log).toEqual(['a+', 'a-']);
    expect(run.task('inner')?.plan?.status).toBe('cancelled');
    scene.expectNothingLeft();
  });

  it('that fails fails its task, by that task’s policy', async () => {
    const inner = parallel({ a: scene.fails(10) });
    const run = scene.run(dag({ may: optional(inner, 'nothing'), rest: scene.takes(20, 1) }));
    scene.clock.advance(20);
    expect(await run.result).toEqual({ may: 'nothing', rest: 1 });
    expect(run.task('may')?.reason).toContain("failed at 'a'");
  });

  it('with something missing makes the plan around it partial', () => {
    const inner = parallel({ a: optional(scene.fails(10)), b: scene.takes(10, 1) });
    const run = scene.run(dag({ inner }));
    scene.clock.advance(10);
    expect(run.status).toBe('partial');
    expect(standing(run)).toBe('inner:done');
  });

  it('has no more time than the plan around it', () => {
    const inner = parallel({ a: task(() => service('orders', '/a')) }, { deadline: 900 });
    const run = scene.run(dag({ inner }, { deadline: 500 }));
    expect(scene.asked[0]?.deadlineAt).toBe(run.startedAt + 500);
    scene.clock.advance(500);
    expect(run.status).toBe('failed');
    scene.expectNothingLeft();
  });

  it('is refused when it asks a service that nobody knows', () => {
    const run = scene.run(dag({ inner: parallel({ a: service('nobody', '/') }) }));
    expect(run.errors.get('inner')).toBeInstanceOf(InvalidPlanError);
  });
});

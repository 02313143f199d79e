import { TestBed } from '@angular/core/testing';
import { Upstreams } from 'ngx-convoy';
import { BAD, catalog, healthOf, type House, house, never } from './checked-house.spec';
import { Connectivity } from './connectivity';

const one = [{ ...catalog, instances: ['http://a.test'] }];
const silence = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));

/** Second by second, so that answers arrive in time. */
async function seconds(it: House, count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await it.pass(1_000);
}

describe('HealthChecks, a good citizen', () => {
  it('stops after five minutes in which nobody looked, makes one sweep, and notes that it knows nothing', async () => {
    const it = await house(one);
    it.visible.set(false);
    await seconds(it, 300);
    it.urls();
    await seconds(it, 8 * 3_600);
    expect(it.urls()).toEqual([]);
    expect(it.gaps.all()).toEqual([]);

    it.visible.set(true);
    await it.pass(0);
    expect(it.urls().length).toBe(1);
    const now = it.clock.now();
    expect(it.gaps.all()).toEqual([{ reason: 'hidden', from: 300_000, to: now }]);
    expect(it.gaps.unknownWithin(0, now)).toBe(now - 300_000);
    expect(it.gaps.unknownWithin(now - 1_000, now)).toBe(1_000);
  });

  it('throws away what was under way while the machine slept, and takes the time for no data', async () => {
    const it = await house(one, { health: { fall: 1 } });
    it.answer = never;
    await it.pass(15_000);
    it.urls();
    const asleepAt = it.clock.now();
    it.clock.set(asleepAt + 3_600_000);
    await it.pass(5_000);
    expect(healthOf(it.registry)).toEqual(['pass']);
    it.answer = () => Promise.resolve(BAD);
    await it.pass(10_000);
    expect(it.urls().length).toBe(1);
    expect(healthOf(it.registry)).toEqual(['fail']);
  });

  it('notes a sleep between two probes, and makes one sweep', async () => {
    const it = await house(one);
    it.urls();
    it.clock.set(3_600_000);
    await it.pass(15_000);
    expect(it.urls().length).toBe(1);
    expect(it.gaps.all().map(({ reason, from }) => [reason, from])).toEqual([['sleep', 15_000]]);
  });

  it('goes on in its rhythm when the clock is set back', async () => {
    const it = await house(one);
    it.urls();
    it.clock.set(-86_400_000);
    await it.pass(15_000);
    await it.pass(15_000);
    await it.pass(15_000);
    expect(it.urls().length).toBe(3);
    expect(it.gaps.all()).toEqual([]);
  });

  it('finds out by its canary that it is the network, blames nobody, and goes on when it is back', async () => {
    const it = await house(one, { health: { fall: 1 } });
    const { selfOffline, reason } = TestBed.inject(Connectivity);
    it.answer = silence;
    it.canary = silence;
    await it.pass(15_000);
    await it.pass(0);
    expect([selfOffline(), reason()]).toEqual([true, 'nothing can be reached, not even this page']);
    expect(healthOf(it.registry)).toEqual(['pass']);
    it.urls();
    await seconds(it, 60);
    expect(it.urls()).withContext('nobody is asked meanwhile').toEqual([]);

    it.answer = () => Promise.resolve(BAD);
    it.canary = () => Promise.resolve();
    await seconds(it, 30);
    expect(selfOffline()).toBeFalse();
    expect(it.urls().length).toBeGreaterThan(0);
    expect(healthOf(it.registry)).toEqual(['fail']);
    expect(it.gaps.all().map((gap) => gap.reason)).toEqual(['offline']);
  });

  it('blames the service when the canary answers', async () => {
    const it = await house(one, { health: { fall: 1 } });
    it.answer = silence;
    await it.pass(15_000);
    expect(TestBed.inject(Connectivity).selfOffline()).toBeFalse();
    expect(healthOf(it.registry)).toEqual(['fail']);
    expect(it.canaries()).toBe(1);
  });

  it('blames the service when the canary is silent, too, but calls of others are answered', async () => {
    const orders = { ...catalog, name: 'orders', match: '/api/orders', health: undefined };
    const it = await house([...one, orders], { health: { fall: 1 } });
    it.answer = silence;
    it.canary = silence;
    await it.pass(14_000);
    TestBed.inject(Upstreams).get('orders')?.count('success', 20, it.clock.now());
    await it.pass(1_000);
    await it.pass(0);
    expect(TestBed.inject(Connectivity).selfOffline()).toBeFalse();
    expect(healthOf(it.registry)[0]).toBe('fail');
  });

  it('asks no canary while things answer, however badly', async () => {
    const it = await house(one, { health: { fall: 1 } });
    it.answer = () => Promise.resolve(BAD);
    await seconds(it, 120);
    expect(it.canaries()).toBe(0);
  });

  it('compares origins where there is no canary, and takes back what it had blamed them for', async () => {
    const it = await house([catalog], { health: { fall: 1, canary: false } });
    await seconds(it, 10);
    it.answer = silence;
    await seconds(it, 5);
    expect(healthOf(it.registry)).toEqual(['fail', 'pass']);
    await seconds(it, 3);
    expect(TestBed.inject(Connectivity).reason()).toBe('none of 2 origins answers');
    expect(healthOf(it.registry)).toEqual(['pass', 'pass']);

    it.answer = () => Promise.resolve(BAD);
    await seconds(it, 60);
    expect(TestBed.inject(Connectivity).selfOffline()).toBeFalse();
  });
});

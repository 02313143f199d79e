import { TestBed } from '@angular/core/testing';
import { BAD, catalog, GOOD, healthOf, house, never } from './checked-house.spec';

describe('HealthChecks', () => {
  it('asks the instances of services with a health path, one after the other', async () => {
    const { urls, pass } = await house([
      { ...catalog, instances: ['http://a.test', 'http://b.test', 'http://c.test/v2'] },
      { name: 'unwatched', match: '/x', instances: ['http://x.test'] },
    ]);
    expect(urls()).toEqual(['http://a.test/health']);
    await pass(1_000);
    expect(urls()).toEqual(['http://b.test/health']);
    await pass(1_000);
    expect(urls()).toEqual(['http://c.test/v2/health']);
  });

  it('asks a service that is called at its own URL under its prefix', async () => {
    const { urls } = await house([{ name: 'own', match: '/api/own', health: '/up' }]);
    expect(urls()).toEqual(['/api/own/up']);
  });

  it('asks again after the interval of the service', async () => {
    const only = [{ ...catalog, instances: ['http://a.test'] }];
    const { urls, pass } = await house(only, { services: { catalog: { checkInterval: 4_000 } } });
    urls();
    await pass(3_999);
    expect(urls()).toEqual([]);
    await pass(1);
    expect(urls()).toEqual(['http://a.test/health']);
  });

  for (const [random, wait] of [
    [0, 13_500],
    [0.999_999, 16_500],
  ] as const) {
    it(`varies the interval by a tenth: ${wait} ms when chance says ${random}`, async () => {
      const only = [{ ...catalog, instances: ['http://a.test'] }];
      const { urls, pass } = await house(only, {}, random);
      urls();
      await pass(wait - 10);
      expect(urls()).toEqual([]);
      await pass(20);
      expect(urls().length).toBe(1);
    });
  }

  it('publishes a good answer at once', async () => {
    const { registry, checks } = await house();
    expect(healthOf(registry)).toEqual(['pass', 'unknown']);
    expect(checks.lastCheck('catalog/http://a.test')).toEqual({
      key: 'catalog/http://a.test',
      service: 'catalog',
      instance: 'http://a.test',
      at: 0,
      durationMs: 0,
      answer: { ...GOOD, evidence: undefined },
    });
  });

  it('asks soon again after a bad answer, and believes the third one', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.answer = () => Promise.resolve(BAD);
    await it.pass(15_000);
    await it.pass(3_000);
    expect(healthOf(it.registry)).toEqual(['pass']);

    await it.pass(3_000);
    expect(healthOf(it.registry)).toEqual(['fail']);
    expect(it.registry.services()[0]?.status).toBe('down');
  });

  it('lets an instance back in after two good answers', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.answer = () => Promise.resolve(BAD);
    await it.pass(15_000);
    await it.pass(3_000);
    await it.pass(3_000);
    it.answer = () => Promise.resolve(GOOD);
    await it.pass(15_000);
    expect(healthOf(it.registry)).toEqual(['fail']);
    await it.pass(3_000);
    expect(healthOf(it.registry)).toEqual(['pass']);
  });

  it('takes silence for a bad answer when patience ends, and aborts', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.answer = never;
    await it.pass(15_000);
    await it.pass(4_999);
    expect(it.asked.at(-1)?.signal.aborted).toBeFalse();
    await it.pass(1);
    expect(it.asked.at(-1)?.signal.aborted).toBeTrue();
    expect(it.checks.lastCheck('catalog/http://a.test')).toEqual(
      jasmine.objectContaining({
        durationMs: 5_000,
        answer: jasmine.objectContaining({ status: 'fail', output: 'no answer within 5000 ms' }),
      }),
    );
  });

  it('takes a refused connection, and a probe that throws, for bad answers', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }], { health: { fall: 2 } });
    it.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await it.pass(15_000);
    it.answer = () => {
      throw new Error('broken probe');
    };
    await it.pass(3_000);
    expect(healthOf(it.registry)).toEqual(['fail']);
    const { answer } = it.checks.lastCheck('catalog/http://a.test') ?? {};
    expect(answer?.output).toBe('broken probe');
  });

  it('has three questions under way at most; the others wait in line', async () => {
    const instances = ['1', '2', '3', '4', '5'].map((n) => `http://${n}.test`);
    const it = await house([{ ...catalog, instances }]);
    await it.pass(12_000);
    it.urls();
    it.answer = never;
    void it.checks.checkNow();
    expect(it.urls().length).toBe(3);
    await it.pass(5_000);
    expect(it.urls().length).toBe(2);
  });

  it('checks now when it is asked to, one service or all', async () => {
    const orders = { ...catalog, name: 'orders', match: '/api/orders' };
    const it = await house([catalog, orders]);
    await it.pass(10_000);
    it.urls();
    await it.checks.checkNow('orders');
    expect(it.urls().length).toBe(2);
    expect(it.checks.lastCheck('orders/http://b.test')?.at).toBe(it.clock.now());
    await it.checks.checkNow();
    expect(it.urls().length).toBe(4);
  });

  it('does not ask twice for the same answer', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.urls();
    await Promise.all([it.checks.checkNow(), it.checks.checkNow('catalog')]);
    expect(it.urls().length).toBe(1);
  });

  it('has nothing to wait for while offline', async () => {
    const it = await house();
    it.urls();
    it.online.set(false);
    await it.checks.checkNow();
    expect(it.urls()).toEqual([]);
  });

  it('leaves no timer and no question behind', async () => {
    const it = await house();
    it.answer = never;
    await it.pass(16_500);
    TestBed.resetTestingModule();
    expect(it.clock.pending).toBe(0);
    expect(it.asked.every(({ signal }) => signal.aborted)).toBeTrue();
  });
});

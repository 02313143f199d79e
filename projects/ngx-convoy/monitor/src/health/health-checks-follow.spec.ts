import { catalog, healthOf, house, never } from './checked-house.spec';

describe('HealthChecks, following the page and the registry', () => {
  it('asks a quarter as often while nobody looks, and makes one sweep when somebody does', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.visible.set(false);
    await it.pass(15_000);
    expect(it.urls().length).toBe(2);
    await it.pass(59_000);
    expect(it.urls()).toEqual([]);
    it.visible.set(true);
    await it.pass(0);
    expect(it.urls()).toEqual(['http://a.test/health']);
    await it.pass(14_000);
    expect(it.urls()).toEqual([]);
    await it.pass(1_000);
    expect(it.urls().length).toBe(1);
  });

  it('asks nobody while offline, blames nobody, and makes one sweep when the network is back', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.urls();
    it.online.set(false);
    await it.pass(600_000);
    expect(it.urls()).toEqual([]);
    expect(it.clock.pending).withContext('timers').toBe(1); // the beat of the alerts
    expect(healthOf(it.registry)).toEqual(['pass']);

    it.online.set(true);
    await it.pass(0);
    expect(it.urls()).toEqual(['http://a.test/health']);
  });

  it('does not count an answer that got lost when the network went away', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }], { health: { fall: 1 } });
    it.answer = never;
    await it.pass(15_000);
    it.online.set(false);
    await it.pass(5_000);
    expect(healthOf(it.registry)).toEqual(['pass']);
    expect(it.checks.lastCheck('catalog/http://a.test')?.answer.status).toBe('pass');
  });

  it('follows instances that come and go', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.urls();
    it.registry.setInstances('catalog', ['http://b.test']);
    await it.pass(0);
    expect(it.urls()).toEqual(['http://b.test/health']);
    expect(it.checks.lastCheck('catalog/http://a.test')).toBeUndefined();
    await it.pass(15_000);
    expect(it.urls()).toEqual(['http://b.test/health']);
  });

  it('follows services that come and go, and aborts what is under way to one that goes', async () => {
    const it = await house([]);
    it.answer = never;
    it.registry.add(catalog);
    await it.pass(0);
    expect(it.urls()).toEqual(['http://a.test/health']);

    it.registry.remove('catalog');
    await it.pass(0);
    expect(it.asked[0]?.signal.aborted).toBeTrue();
    await it.pass(60_000);
    expect(it.urls()).toEqual([]);
  });
});

import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CLOCK, provideConvoy, RANDOM, ServiceRegistry, type ServiceConfig } from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import type { MonitoringOptions } from '../monitoring-options';
import { Page } from '../page';
import { withMonitoring } from '../with-monitoring';
import { HealthChecks } from './health-checks';
import { HEALTH_PROBE } from './health-probe';

const GOOD: HealthAnswer = { status: 'pass', checks: [] };
const BAD: HealthAnswer = { status: 'fail', output: 'no database', checks: [] };

interface Asked {
  readonly url: string;
  readonly signal: AbortSignal;
}

interface House {
  readonly clock: ManualClock;
  readonly checks: HealthChecks;
  readonly registry: ServiceRegistry;
  readonly visible: WritableSignal<boolean>;
  readonly online: WritableSignal<boolean>;
  /** Every question so far. */
  readonly asked: Asked[];
  /** Those since the last time that this was called. */
  urls(): readonly string[];
  /** How instances answer from now on. */
  answer: (url: string) => Promise<HealthAnswer>;
  /** Lets time pass, and answers arrive. */
  pass(ms: number): Promise<void>;
}

const catalog: ServiceConfig = {
  name: 'catalog',
  match: '/api/catalog',
  instances: ['http://a.test', 'http://b.test'],
  health: '/health',
};

async function house(
  services: readonly ServiceConfig[] = [catalog],
  options: MonitoringOptions = {},
  random = 0.5,
): Promise<House> {
  const clock = new ManualClock(0);
  const [visible, online] = [signal(true), signal(true)];
  const asked: Asked[] = [];
  const it: Pick<House, 'answer'> = { answer: () => Promise.resolve(GOOD) };
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services }, withMonitoring(options)),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => random },
      { provide: Page, useValue: { visible, online } },
      {
        provide: HEALTH_PROBE,
        useValue: (url: string, signal: AbortSignal) => {
          asked.push({ url, signal });
          return it.answer(url);
        },
      },
    ],
  });
  const checks = TestBed.inject(HealthChecks);
  const registry = TestBed.inject(ServiceRegistry);
  let seen = 0;
  const pass = async (ms: number): Promise<void> => {
    TestBed.tick();
    clock.advance(ms);
    await arrive();
    TestBed.tick();
  };
  await pass(0);
  return Object.assign(it, {
    ...{ clock, checks, registry, visible, online, asked, pass },
    urls: () => {
      const fresh = asked.slice(seen).map(({ url }) => url);
      seen = asked.length;
      return fresh;
    },
  });
}

/** Answers that are in have been heard: a few turns of the microtask queue. */
async function arrive(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const never = (): Promise<HealthAnswer> => new Promise<HealthAnswer>(() => undefined);

function healthOf(registry: ServiceRegistry): readonly string[] {
  return registry.instances().map(({ health }) => health);
}

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
      answer: GOOD,
    });
  });

  it('asks soon again after a bad answer, and believes the second one', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
    it.answer = () => Promise.resolve(BAD);
    await it.pass(15_000);
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
        answer: { status: 'fail', output: 'no answer within 5000 ms', checks: [] },
      }),
    );
  });

  it('takes a refused connection, and a probe that throws, for bad answers', async () => {
    const it = await house([{ ...catalog, instances: ['http://a.test'] }]);
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
    expect(it.checks.lastCheck('catalog/http://a.test')?.answer).toEqual(GOOD);
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

import { type ApplicationRef, signal } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import {
  CLOCK,
  LeaderTab,
  provideConvoy,
  RANDOM,
  ServiceRegistry,
  type ServiceConfig,
  TAB_SCOPE,
  Upstreams,
} from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { Page } from '../page';
import { withMonitoring } from '../with-monitoring';
import { catalog, GOOD } from './checked-house.spec';
import { Connectivity } from './connectivity';
import { HealthChecks } from './health-checks';
import { HEALTH_PROBE } from './health-probe';

const KEY = 'catalog/http://a.test';
const one: ServiceConfig = { ...catalog, instances: ['http://a.test'] };
const WARNING: HealthAnswer = { status: 'warn', output: 'disk nearly full', checks: [] };

/** A tab of the app: an application of its own on the same channel and the same clock. */
interface Tab {
  readonly app: ApplicationRef;
  readonly checks: HealthChecks;
  readonly registry: ServiceRegistry;
  readonly visible: ReturnType<typeof signal<boolean>>;
  readonly leads: ReturnType<typeof signal<boolean>>;
  /** When it has asked, in seconds. */
  readonly asked: number[];
}

describe('HealthChecks in two tabs', () => {
  let scope: string;
  let clock: ManualClock;
  let answer: HealthAnswer;
  let tabs: Tab[];

  beforeEach(() => {
    scope = `spec-${crypto.randomUUID()}`;
    clock = new ManualClock(0);
    answer = GOOD;
    tabs = [];
  });

  afterEach(() => {
    for (const { app } of tabs) if (!app.destroyed) app.destroy();
  });

  async function open(isLeader: boolean, services: readonly ServiceConfig[] = [one]): Promise<Tab> {
    const [visible, leads] = [signal(true), signal(isLeader)];
    const asked: number[] = [];
    const app = await createApplication({
      providers: [
        provideConvoy({ services }, withMonitoring()),
        { provide: CLOCK, useValue: clock },
        { provide: RANDOM, useValue: () => 0.5 },
        { provide: TAB_SCOPE, useValue: scope },
        { provide: LeaderTab, useValue: { leads } },
        { provide: Page, useValue: { visible, online: signal(true) } },
        {
          provide: HEALTH_PROBE,
          useValue: () => {
            asked.push(clock.now() / 1_000);
            return Promise.resolve(answer);
          },
        },
      ],
    });
    const checks = app.injector.get(HealthChecks);
    const tab = { app, checks, registry: app.injector.get(ServiceRegistry), visible, leads, asked };
    tabs.push(tab);
    await pass(0);
    return tab;
  }

  /** Effects have run and messages have arrived. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      for (const { app } of tabs) if (!app.destroyed) app.tick();
      await delivered();
    }
  }

  async function pass(ms: number): Promise<void> {
    await settle();
    clock.advance(ms);
    await settle();
  }

  async function minutes(count: number): Promise<void> {
    for (let step = 0; step < count * 4; step += 1) await pass(15_000);
  }

  it('asks in one of them, and both show the same', async () => {
    const leader = await open(true);
    const follower = await open(false);
    answer = WARNING;
    await pass(15_000);
    expect(leader.asked).toEqual([0, 15]);
    expect(follower.asked).toEqual([]);
    expect(follower.checks.lastCheck(KEY)).toEqual(leader.checks.lastCheck(KEY));
    expect(follower.checks.lastCheck(KEY)?.answer.output).toBe('disk nearly full');
    expect(follower.registry.services()[0]?.reason).toBe(
      'an instance reports a warning: disk nearly full',
    );
    expect([leader.checks.askedBy(), follower.checks.askedBy()]).toEqual([
      'this-tab',
      'another-tab',
    ]);
  });

  it('tells one that comes late, at once', async () => {
    const leader = await open(true);
    await pass(5_000);
    const late = await open(false);
    expect(late.checks.lastCheck(KEY)).toEqual(leader.checks.lastCheck(KEY));
    expect(late.checks.nextCheckAt(KEY)).toBe(15_000);
    expect(late.asked).toEqual([]);
  });

  it('goes on in the other one when the first is closed, without asking for what is fresh', async () => {
    const leader = await open(true);
    const follower = await open(false);
    await pass(15_000);
    expect(leader.asked).toEqual([0, 15]);
    await pass(5_000);
    leader.app.destroy();
    follower.leads.set(true);
    await pass(9_000);
    expect(follower.asked).toEqual([]);
    await pass(1_000);
    expect(follower.asked).toEqual([30]);
  });

  it('asks at once when calls from the other tab fail', async () => {
    const leader = await open(true);
    const follower = await open(false);
    await pass(1_000);
    const upstream = follower.app.injector.get(Upstreams).get('catalog');
    for (let call = 0; call < 5; call += 1) {
      upstream?.count('failure', 5, clock.now(), new Error('503'));
    }
    await pass(0);
    await pass(0);
    expect([leader.asked, follower.asked]).toEqual([[0, 1], []]);
  });

  it('asks when a person wants to know in the other tab', async () => {
    const leader = await open(true);
    const follower = await open(false);
    await pass(3_000);
    answer = WARNING;
    const answered = follower.checks.checkNow('catalog');
    await settle();
    await answered;
    expect([leader.asked, follower.asked]).toEqual([[0, 3], []]);
    expect(follower.checks.lastCheck(KEY)?.answer.status).toBe('warn');
  });

  it('asks itself when the tab that leads says nothing', async () => {
    const alone = await open(false);
    await pass(4_999);
    expect(alone.asked).toEqual([]);
    await pass(1);
    await pass(0);
    expect(alone.asked).toEqual([5]);
    expect(alone.checks.askedBy()).toBe('this-tab');
  });

  it('asks itself what the tab that leads does not know, such as a service of a newer version', async () => {
    const leader = await open(true);
    const fresh: ServiceConfig = {
      ...catalog,
      name: 'fresh',
      match: '/fresh',
      instances: ['http://f.test'],
    };
    const newer = await open(false, [one, fresh]);
    for (let second = 0; second < 15; second += 1) await pass(1_000);
    expect(leader.asked.length).toBe(2);
    expect(newer.checks.lastCheck('fresh/http://f.test')?.answer.status).toBe('pass');
    expect(newer.asked.length).toBeGreaterThan(0);
    expect(leader.asked.length + newer.asked.length).toBeLessThan(5);
  });

  it('goes on at full pace in a hidden tab while somebody looks at another', async () => {
    const leader = await open(true);
    const follower = await open(false);
    leader.visible.set(false);
    await minutes(10);
    expect(leader.asked.length).toBe(41);
    follower.visible.set(false);
    await minutes(6);
    const before = leader.asked.length;
    await minutes(10);
    expect(leader.asked.length).withContext('nobody looks at all').toBe(before);
  });

  it('tells the others that it is the network', async () => {
    const leader = await open(true);
    const follower = await open(false);
    const finding = { reason: 'nothing can be reached', since: 0 };
    leader.app.injector.get(Connectivity).report(finding);
    await settle();
    expect(follower.app.injector.get(Connectivity).finding()).toEqual(finding);
    leader.app.injector.get(Connectivity).report(undefined);
    await settle();
    expect(follower.app.injector.get(Connectivity).selfOffline()).toBeFalse();
  });

  it('passes over what it does not understand', async () => {
    const leader = await open(true);
    const follower = await open(false);
    const stranger = new BroadcastChannel(`${scope}:health`);
    for (const message of ['boo', { kind: 'checks' }, { kind: 'checks', checks: [{ key: KEY }] }]) {
      stranger.postMessage(message);
    }
    await settle();
    stranger.close();
    expect(follower.checks.lastCheck(KEY)).toEqual(leader.checks.lastCheck(KEY));
  });
});

/** What was sent before on any channel of this page has arrived: one more message goes the same way. */
function delivered(): Promise<void> {
  return new Promise((resolve) => {
    const name = crypto.randomUUID();
    const receiver = new BroadcastChannel(name);
    const sender = new BroadcastChannel(name);
    receiver.onmessage = () => {
      receiver.close();
      sender.close();
      resolve();
    };
    sender.postMessage(undefined);
  });
}

import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  CLOCK,
  LeaderTab,
  provideConvoy,
  RANDOM,
  ServiceRegistry,
  type ServiceConfig,
  TAB_SCOPE,
} from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import type { MonitoringOptions } from '../monitoring-options';
import { Page } from '../page';
import { withMonitoring } from '../with-monitoring';
import { HealthChecks } from './health-checks';
import { HEALTH_PROBE } from './health-probe';
import { REACHABILITY } from './reachability';
import { WatchGaps } from './watch-gaps';

export const GOOD: HealthAnswer = { status: 'pass', checks: [] };
export const BAD: HealthAnswer = { status: 'fail', output: 'no database', checks: [] };

interface Asked {
  readonly url: string;
  readonly signal: AbortSignal;
}

export interface House {
  readonly clock: ManualClock;
  readonly checks: HealthChecks;
  readonly registry: ServiceRegistry;
  readonly visible: WritableSignal<boolean>;
  readonly online: WritableSignal<boolean>;
  /** Every question so far. */
  readonly asked: Asked[];
  /** Those since the last time that this was called. */
  urls(): readonly string[];
  readonly leads: WritableSignal<boolean>;
  readonly gaps: WatchGaps;
  /** How often the canary was asked. */
  canaries(): number;
  /** Whether the canary answers. */
  canary: () => Promise<void>;
  /** How instances answer from now on. */
  answer: (url: string) => Promise<HealthAnswer>;
  /** Lets time pass, and answers arrive. */
  pass(ms: number): Promise<void>;
}

export const catalog: ServiceConfig = {
  name: 'catalog',
  match: '/api/catalog',
  instances: ['http://a.test', 'http://b.test'],
  health: '/health',
};

export async function house(
  services: readonly ServiceConfig[] = [catalog],
  options: MonitoringOptions = {},
  random = 0.5,
): Promise<House> {
  const clock = new ManualClock(0);
  const [visible, online] = [signal(true), signal(true)];
  const asked: Asked[] = [];
  const leads = signal(true);
  let canaries = 0;
  const it: Pick<House, 'answer' | 'canary'> = {
    answer: () => Promise.resolve(GOOD),
    canary: () => Promise.resolve(),
  };
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services }, withMonitoring(options)),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => random },
      { provide: Page, useValue: { visible, online } },
      { provide: LeaderTab, useValue: { leads } },
      { provide: TAB_SCOPE, useValue: `spec-${crypto.randomUUID()}` },
      {
        provide: REACHABILITY,
        useValue: () => {
          canaries += 1;
          return it.canary();
        },
      },
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
    ...{ clock, checks, registry, visible, online, leads, asked, pass },
    gaps: TestBed.inject(WatchGaps),
    canaries: () => canaries,
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

export const never = (): Promise<HealthAnswer> => new Promise<HealthAnswer>(() => undefined);

export function healthOf(registry: ServiceRegistry): readonly string[] {
  return registry.instances().map(({ health }) => health);
}

import { type ApplicationRef, signal } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { CLOCK, LeaderTab, provideConvoy, TAB_SCOPE } from 'ngx-convoy';
import type { ServiceConfig } from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { HEALTH_PROBE, HealthChecks, withMonitoring } from 'ngx-convoy/monitor';
import { ManualClock } from 'ngx-convoy/testing';
import { SERVICES } from '../suites/monitor/idle';

const answer: HealthAnswer = {
  status: 'pass',
  format: 'health+json',
  checks: [
    { name: 'database:responseTime', status: 'pass', output: '12 ms' },
    { name: 'uptime', status: 'pass', output: '4711 s' },
  ],
};

interface Tab {
  readonly app: ApplicationRef;
  readonly clock: ManualClock;
}

/** @returns what lets one second pass, by the name of the contender */
export async function idler(name: string): Promise<() => Promise<void>> {
  const scope = `bench ${name}`;
  switch (name) {
    case 'nothing checked':
      return stepper(await open(scope, false, true));
    case 'the tab that asks':
      return stepper(await open(scope, true, true));
    case 'a tab that is told':
      return told(scope, await open(scope, true, false));
    case 'hidden for long': {
      hide();
      const tab = await open(scope, true, true);
      const second = stepper(tab);
      for (let i = 0; i < 330; i += 1) await second();
      return second;
    }
    default:
      throw new Error(`Nobody idles as ${name}.`);
  }
}

async function open(scope: string, isChecked: boolean, leads: boolean): Promise<Tab> {
  const clock = new ManualClock();
  const app = await createApplication({
    providers: [
      provideConvoy({ services: services(isChecked) }, withMonitoring()),
      { provide: CLOCK, useValue: clock },
      { provide: TAB_SCOPE, useValue: scope },
      { provide: LeaderTab, useValue: { leads: signal(leads) } },
      { provide: HEALTH_PROBE, useValue: () => Promise.resolve(answer) },
    ],
  });
  app.injector.get(HealthChecks);
  return { app, clock };
}

/** A twentieth of a second at a time, so that answers arrive before patience ends. */
function stepper({ app, clock }: Tab): () => Promise<void> {
  return async () => {
    for (let step = 0; step < 20; step += 1) {
      clock.advance(50);
      for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
    }
    app.tick();
  };
}

/** Hears of as many checks a second as another tab makes; saying so is a part of what is measured. */
function told(scope: string, tab: Tab): () => Promise<void> {
  const leader = new BroadcastChannel(`${scope}:health`);
  const heard = new BroadcastChannel(scope);
  const sender = new BroadcastChannel(scope);
  const second = stepper(tab);
  let next = 0;
  const news = (): unknown => {
    const index = (next += 1) % SERVICES;
    const now = tab.clock.now();
    const place = { service: `service-${index}`, instance: urlOf(index) };
    const key = `${place.service}/${place.instance}`;
    return {
      ...{ key, url: `${urlOf(index)}/health`, health: 'pass', phase: 'up', toldAt: now },
      ...{ dueAt: now + 15_000, check: { key, ...place, at: now, durationMs: 5, answer } },
    };
  };
  const tell = (count: number, isFull: boolean): void => {
    const checks = Array.from({ length: count }, news);
    leader.postMessage({ kind: 'checks', isFull, isHidden: false, selfOffline: undefined, checks });
  };
  tell(SERVICES, true);
  return async () => {
    for (let check = 0; check < SERVICES / 15; check += 1) tell(1, false);
    await new Promise((resolve) => {
      heard.onmessage = resolve;
      sender.postMessage(0);
    });
    await second();
  };
}

function services(isChecked: boolean): readonly ServiceConfig[] {
  return Array.from({ length: SERVICES }, (_, index) => ({
    name: `service-${index}`,
    match: `/api/service-${index}`,
    instances: [urlOf(index)],
    health: isChecked ? '/health' : undefined,
  }));
}

function urlOf(index: number): string {
  return `https://service-${index}.example.com`;
}

function hide(): void {
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}

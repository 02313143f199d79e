import { TestBed } from '@angular/core/testing';
import { convoyExtension } from 'ngx-convoy';
import type { Alert, Notification } from 'ngx-convoy/core';
import { completeAlert } from '../alerts/alert-report';
import { ALERT_OUTPUT } from './alert-output';
import { Notifier, provideNotifier } from './notifier';
import { notifyHouse, report } from './notify-house.spec';

describe('Notifier', () => {
  let told: Notification[];
  let followed: (readonly Alert[])[];
  let problem: string | undefined;

  beforeEach(() => {
    told = [];
    followed = [];
    problem = undefined;
  });

  function house(scope?: string) {
    const output = {
      name: 'ear',
      notify: (notification: Notification) => {
        if (problem !== undefined) throw new Error(problem);
        told.push(notification);
      },
      follow: (alerts: readonly Alert[]) => followed.push(alerts),
    };
    const it = notifyHouse(
      [
        convoyExtension('ear', [
          { provide: ALERT_OUTPUT, useValue: output, multi: true },
          provideNotifier(),
        ]),
      ],
      scope,
    );
    return { ...it, notifier: TestBed.inject(Notifier) };
  }

  const words = (): readonly string[] =>
    told.map(({ reason, firing, resolved }) => `${reason} ${firing.length}/${resolved.length}`);

  it('tells what begins after a while, what is over, and for how long it lasted', async () => {
    const { store, pass } = house();
    store.report([report()]);
    await pass(4_999);
    expect(words()).toEqual([]);
    await pass(1);
    expect(words()).toEqual(['new 1/0']);
    store.report([report({ state: 'resolved', resolvedAt: 1_060_000 })]);
    await pass(60_000);
    expect(words()).toEqual(['new 1/0', 'resolved 0/1']);
    expect(told[1]?.resolved[0]?.resolvedAt).toBe(1_060_000);
  });

  it('owns no timer while nothing fires', async () => {
    const { clock, store, pass } = house();
    expect(clock.pending).toBe(0);
    store.report([report()]);
    await pass(0);
    expect(clock.pending).toBe(1);
  });

  it('repeats until somebody looks after it', async () => {
    const { store, pass } = house();
    store.report([report()]);
    await pass(5_000);
    await pass(1_860_000);
    expect(words()).toEqual(['new 1/0', 'repeat 1/0']);
    store.acknowledge('a', { by: 'Ada', note: 'on it' });
    await pass(3_600_000);
    expect(words().length).toBe(2);
  });

  it('says nothing of what is silenced', async () => {
    const { clock, store, pass } = house();
    store.silence({
      matchers: [{ name: 'service', operator: '=', value: 'orders' }],
      ...{ endsAt: clock.now() + 60_000, by: 'Ada', comment: 'known' },
    });
    store.report([report()]);
    await pass(20_000);
    expect(words()).toEqual([]);
    expect(followed.at(-1)?.length).toBe(1);
  });

  it('tells nobody in a tab that does not lead, and the leader what it sees', async () => {
    const { store, leads, pass, scope } = house();
    const heard: unknown[] = [];
    const channel = new BroadcastChannel(`${scope}:alerts-seen`);
    const told = new Promise<void>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        heard.push(data);
        if (heard.length === 2) resolve();
      };
    });
    leads.set(false);
    await pass(0);
    store.report([report()]);
    await pass(5_000);
    await told;
    channel.close();
    expect(words()).toEqual([]);
    expect(heard.at(-1)).toEqual(
      jasmine.objectContaining({
        candidates: [jasmine.objectContaining({ isMuted: false, group: { service: 'orders' } })],
      }),
    );
  });

  it('tells for the others what only they see', async () => {
    const { pass, scope, clock } = house();
    const alert = completeAlert(report(), undefined);
    const channel = new BroadcastChannel(`${scope}:alerts-seen`);
    channel.postMessage({ tab: 't', candidates: [{ alert: 'rubbish' }] });
    channel.postMessage({
      tab: 't',
      candidates: [{ alert, isMuted: false, group: { service: 'orders' } }],
    });
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (clock.pending === 0) setTimeout(look);
        else resolve();
      };
      look();
    });
    channel.close();
    await pass(5_000);
    expect(words()).toEqual(['new 1/0']);
  });

  it('does not tell again after a reload', async () => {
    const first = house();
    first.store.report([report()]);
    await first.pass(5_000);
    TestBed.resetTestingModule();
    const second = house(first.scope);
    second.store.report([report({ id: 'a2' })]);
    await second.pass(5_000);
    expect(words()).toEqual(['new 1/0']);
    second.store.report([report({ id: 'b', rule: 'slow' })]);
    await second.pass(60_000);
    expect(words()).toEqual(['new 1/0', 'new 2/0']);
  });

  it('notes what has arrived and what has not', async () => {
    const { store, pass, notifier } = house();
    problem = 'it answered 500';
    store.report([report()]);
    await pass(5_000);
    expect(
      notifier.deliveries().map(({ output, state, problem: why }) => [output, state, why]),
    ).toEqual([['ear', 'failed', 'it answered 500']]);
    expect(notifier.outputNames).toEqual(['ear']);
  });
});

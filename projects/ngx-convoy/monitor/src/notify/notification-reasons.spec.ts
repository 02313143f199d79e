import { TestBed } from '@angular/core/testing';
import { convoyExtension } from 'ngx-convoy';
import { CallGraph } from '../alerts/call-graph';
import { ALERT_OUTPUT } from './alert-output';
import { NotificationReasons } from './notification-reasons';
import { provideNotifier } from './notifier';
import { notifyHouse, report } from './notify-house.spec';

describe('NotificationReasons', () => {
  const ear = convoyExtension('ear', [
    {
      provide: ALERT_OUTPUT,
      useValue: { name: 'ear', notify: () => undefined },
      multi: true,
    },
    provideNotifier(),
  ]);

  function house(outputs = [ear]) {
    const it = notifyHouse(outputs);
    const reasons = TestBed.inject(NotificationReasons);
    const kinds = (id = 'a'): readonly string[] => {
      const standing = it.store.standings().find(({ alert }) => alert.id === id);
      return standing === undefined ? [] : reasons.of(standing).map(({ kind }) => kind);
    };
    return { ...it, kinds };
  }

  it('says that it waits for what belongs together, and then when it was told', async () => {
    const { store, pass, kinds } = house();
    store.report([report()]);
    await pass(0);
    expect(kinds()).toEqual(['waiting']);
    await pass(5_000);
    expect(kinds()).toEqual(['told']);
    store.acknowledge('a', { by: 'Ada', note: 'on it' });
    expect(kinds()).toEqual(['told', 'acknowledged']);
  });

  it('says what keeps it quiet', async () => {
    const { clock, store, pass, kinds } = house();
    TestBed.inject(CallGraph).add('orders', 'users');
    store.silence({
      matchers: [{ name: 'service', operator: '=', value: 'orders' }],
      ...{ endsAt: clock.now() + 60_000, by: 'Ada', comment: 'known' },
    });
    store.report([
      report(),
      report({ id: 'u', service: 'users' }),
      report({ id: 'n', rule: 'note', service: 'media', severity: 'info' }),
      report({ id: 'p', rule: 'slow', service: 'media', state: 'pending' }),
      report({ id: 'd', rule: 'slow', service: 'prices', state: 'no-data' }),
    ]);
    await pass(0);
    expect(kinds()).toEqual(['silenced', 'inhibited']);
    expect(kinds('u')).toEqual(['waiting']);
    expect(kinds('n')).toEqual(['info']);
    expect(kinds('p')).toEqual(['pending']);
    expect(kinds('d')).toEqual(['no-data', 'waiting']);
  });

  it('says that there is nobody to tell, or that another tab does', async () => {
    const silent = house([]);
    silent.store.report([report()]);
    await silent.pass(0);
    expect(silent.kinds()).toEqual(['no-output']);
    TestBed.resetTestingModule();
    const { store, leads, pass, kinds } = house();
    leads.set(false);
    store.report([report()]);
    await pass(0);
    expect(kinds()).toEqual(['other-tab']);
  });
});

import { TestBed } from '@angular/core/testing';
import { CLOCK, provideConvoy, ServiceRegistry, TAB_SCOPE } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { Connectivity } from '../health/connectivity';
import { MONITORING, resolveMonitoring, type MonitoringOptions } from '../monitoring-options';
import type { AlertReport } from './alert-report';
import { AlertMemory } from './alert-memory';
import { AlertStore } from './alert-store';
import { CallGraph } from './call-graph';

function alert(id: string, changes: Partial<AlertReport> = {}): AlertReport {
  return {
    ...{ id, service: 'orders', severity: 'warning', rule: 'errorRate', message: '20 % fail' },
    ...{ value: 0.2, threshold: 0.1, since: 0, state: 'firing', ...changes },
  };
}

describe('AlertStore', () => {
  let store: AlertStore;
  let clock: ManualClock;
  let scope: string;

  /** Another injector stands for the page after a reload. */
  function open(options: MonitoringOptions = {}): void {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        provideConvoy({ services: [] }),
        { provide: CLOCK, useValue: clock },
        { provide: TAB_SCOPE, useValue: scope },
        { provide: MONITORING, useValue: resolveMonitoring(options) },
      ],
    });
    store = TestBed.inject(AlertStore);
  }

  beforeEach(() => {
    clock = new ManualClock(1_000);
    scope = crypto.randomUUID();
    open();
  });

  it('shows what is firing, the worst first, then the youngest', () => {
    store.report([
      alert('note', { severity: 'info', since: 9 }),
      alert('old', { since: 1 }),
      alert('young', { since: 5 }),
      alert('bad', { severity: 'critical' }),
      alert('not yet', { state: 'pending' }),
      alert('over', { state: 'resolved', resolvedAt: 3 }),
    ]);
    expect(store.active().map(({ id }) => id)).toEqual(['bad', 'young', 'old', 'note']);
    expect(store.pending().map(({ id }) => id)).toEqual(['not yet']);
    expect(store.history().map(({ id }) => id)).toEqual(['over']);
    expect(store.counts()).toEqual({
      total: 4,
      critical: 1,
      warning: 2,
      info: 1,
      unacknowledged: 4,
    });
  });

  it('shows what is firing about one service', () => {
    store.report([alert('a'), alert('b', { service: 'media' })]);
    expect(
      store
        .of('media')()
        .map(({ id }) => id),
    ).toEqual(['b']);
  });

  it('notes who looks after an alert, and keeps the note through changes until its end', () => {
    store.report([alert('a')]);
    expect(store.acknowledge('a', { by: ' Ada ', note: 'restarting' })).toBeTrue();
    const acknowledged = { by: 'Ada', note: 'restarting', at: 1_000, until: undefined };
    expect(store.active()[0]?.acknowledged).toEqual(acknowledged);
    expect(store.counts().unacknowledged).toBe(0);

    store.report([alert('a', { message: '30 % fail' })]);
    expect(store.active()[0]).toEqual(
      jasmine.objectContaining({ message: '30 % fail', acknowledged }),
    );
    store.report([alert('a', { state: 'resolved', resolvedAt: 5 })]);
    expect(store.history()[0]?.acknowledged).toEqual(acknowledged);
  });

  for (const [what, id, by] of [
    ['an alert that there is not', 'b', 'Ada'],
    ['an alert that is over', 'over', 'Ada'],
    ['a note by nobody', 'a', ' '],
  ] as const) {
    it(`refuses ${what}`, () => {
      store.report([alert('a'), alert('over', { state: 'resolved', resolvedAt: 1 })]);
      expect(store.acknowledge(id, { by, note: 'on it' })).toBeFalse();
      expect(store.entities().every(({ acknowledged }) => acknowledged === undefined)).toBeTrue();
    });
  }

  it('calls again when the time of an acknowledgement is up, or when it gets worse', () => {
    store.report([alert('a'), alert('b', { rule: 'slow' })]);
    store.acknowledge('a', { by: 'Ada', note: 'on it', until: 2_000 });
    store.acknowledge('b', { by: 'Ada', note: 'on it' });
    clock.advance(1_000);
    store.refresh();
    store.report([alert('b', { rule: 'slow', severity: 'critical' })]);
    expect(store.acknowledged()).toEqual([]);
    expect(store.counts().unacknowledged).toBe(2);
  });

  it('does not take over what was noted about the last time', () => {
    store.report([alert('a')]);
    store.acknowledge('a', { by: 'Ada', note: 'on it' });
    store.report([alert('a', { state: 'resolved', resolvedAt: 5 })]);
    store.report([alert('a2')]);
    expect(store.active()[0]?.acknowledged).toBeUndefined();
  });

  it('can take an acknowledgement back', () => {
    store.report([alert('a')]);
    store.acknowledge('a', { by: 'Ada', note: 'on it' });
    store.unacknowledge('a');
    store.report([alert('a', { message: '30 % fail' })]);
    expect(store.active()[0]?.acknowledged).toBeUndefined();
  });

  const orders = { name: 'service', operator: '=', value: 'orders' } as const;
  const silence = { matchers: [orders], endsAt: 5_000, by: 'Ada', comment: 'known' };

  it('shows what is silenced, and does not count it', () => {
    store.report([alert('a'), alert('b', { service: 'media' })]);
    expect(store.affectedBy([orders]).map(({ id }) => id)).toEqual(['a']);
    const { id } = store.silence(silence);
    expect(store.active().map((each) => each.id)).toEqual(['b']);
    expect(store.silenced().map((each) => each.id)).toEqual(['a']);
    expect(store.standings().find(({ alert }) => alert.id === 'a')?.silencedBy).toEqual([id]);
    expect(store.counts().total).toBe(1);

    clock.advance(4_000);
    store.refresh();
    expect(store.active().length).toBe(2);
    expect(store.silences().length).toBe(1);
  });

  it('lets a silence be ended or extended', () => {
    store.report([alert('a')]);
    const { id } = store.silence(silence);
    store.extendSilence(id, 9_000);
    clock.advance(5_000);
    store.refresh();
    expect(store.silenced().length).toBe(1);
    expect(store.endSilence(id)).toBeTrue();
    expect(store.active().length).toBe(1);
    expect(store.endSilence(id)).toBeFalse();
  });

  it('keeps silences and acknowledgements over a reload', () => {
    store.report([alert('a'), alert('b', { service: 'media' })]);
    store.silence(silence);
    store.acknowledge('b', { by: 'Ada', note: 'on it' });
    open();
    store.report([alert('a'), alert('b', { service: 'media' })]);
    expect(store.silenced().map(({ id }) => id)).toEqual(['a']);
    expect(store.acknowledged().map(({ id }) => id)).toEqual(['b']);
  });

  it('shares them with other tabs', async () => {
    store.report([alert('a')]);
    const channel = new BroadcastChannel(`${scope}:alerts`);
    const heard = new Promise<unknown>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        resolve(data);
      };
    });
    const { id } = store.silence(silence);
    expect(await heard).toEqual(
      jasmine.objectContaining({ kind: 'silence', silence: jasmine.objectContaining({ id }) }),
    );
    const other = { ...silence, id: 'theirs', startsAt: 0, comment: 'also known' };
    const memory = TestBed.inject(AlertMemory);
    const before = memory.revision();
    for (const rubbish of [null, 7, { kind: 'silence', silence: { id: 1 } }, { kind: 'noise' }]) {
      channel.postMessage(rubbish);
    }
    channel.postMessage({ kind: 'silence', silence: other });
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (memory.revision() === before) setTimeout(look);
        else resolve();
      };
      look();
    });
    channel.close();
    expect(store.silences().map(({ comment }) => comment)).toEqual(['known', 'also known']);
  });

  for (const rubbish of ['not json', '7', 'null', '{"silences":[{"id":1}],"acknowledged":"x"}']) {
    it(`is not disturbed by storage that holds ${rubbish}`, () => {
      localStorage.setItem(`${scope}:alerts`, rubbish);
      open();
      expect(store.silences()).toEqual([]);
    });
  }

  it('knows nothing of services while it is the own network that fails', () => {
    TestBed.inject(ServiceRegistry).add({ name: 'orders', match: '/orders' });
    const connectivity = TestBed.inject(Connectivity);
    store.report([alert('a'), alert('saga', { service: 'place-order', rule: 'saga' })]);
    connectivity.report({ reason: 'nothing answers', since: 0 });
    expect(store.active().map(({ id }) => id)).toEqual(['saga']);
    expect(store.standings().map(({ isOffline }) => isOffline)).toEqual([true, false]);
    connectivity.report(undefined);
    expect(store.active().length).toBe(2);
  });

  it('is quiet during maintenance', () => {
    const window = { name: 'move', startsAt: 0, duration: 2_000, matchers: [orders] };
    open({ alerts: { maintenance: [window] } });
    store.report([alert('a')]);
    expect(store.active()).toEqual([]);
    expect(store.standings()[0]?.maintenance?.name).toBe('move');
    clock.advance(1_000);
    store.refresh();
    expect(store.active().length).toBe(1);
  });

  it('lets the root cause speak, and shows whom it affects', () => {
    open({ alerts: { dependencies: { orders: ['users'] } } });
    TestBed.inject(CallGraph).add('users', 'database');
    store.report([
      alert('o', { severity: 'critical', since: 1 }),
      alert('u', { service: 'users', since: 2 }),
      alert('d', { service: 'database', severity: 'critical', since: 3 }),
      alert('m', { service: 'media', since: 4 }),
    ]);
    expect(store.active().map(({ id }) => id)).toEqual(['d', 'm']);
    expect(store.inhibited().map(({ id }) => id)).toEqual(['o', 'u']);
    expect(
      store.groups().map(({ rootCause, affected, standings }) => ({
        ...{ rootCause, affected, ids: standings.map(({ alert: { id } }) => id) },
      })),
    ).toEqual([
      { rootCause: 'database', affected: ['orders', 'users'], ids: ['d', 'o', 'u'] },
      { rootCause: 'media', affected: [], ids: ['m'] },
    ]);
    // What remains was not the database's doing: orders depend on users, but users are not down.
    store.report([alert('d', { service: 'database', state: 'resolved', resolvedAt: 9 })]);
    expect(store.active().map(({ id }) => id)).toEqual(['o', 'm', 'u']);
  });

  it('forgets the oldest of what is over, and nothing that is not', () => {
    store.report([alert('firing')]);
    for (let n = 0; n < 250; n += 1) {
      store.report([alert(`${n}`, { state: 'resolved', resolvedAt: n })]);
    }
    expect(store.history().length).toBe(200);
    expect(store.history()[0]?.id).toBe('249');
    expect(store.history().at(-1)?.id).toBe('50');
    expect(store.active().map(({ id }) => id)).toEqual(['firing']);
  });

  it('takes back what came to nothing', () => {
    store.report([alert('a', { state: 'pending' })]);
    store.withdraw(['a']);
    expect(store.entities()).toEqual([]);
  });
});

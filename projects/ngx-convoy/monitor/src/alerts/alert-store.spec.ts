import { TestBed } from '@angular/core/testing';
import { CLOCK } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import type { Alert } from './alert';
import { AlertStore } from './alert-store';

function alert(id: string, changes: Partial<Alert> = {}): Alert {
  return {
    ...{ id, service: 'orders', severity: 'warning', rule: 'errorRate', message: '20 % fail' },
    ...{ value: 0.2, threshold: 0.1, since: 0, state: 'firing' },
    ...{ resolvedAt: undefined, acknowledged: undefined, ...changes },
  };
}

describe('AlertStore', () => {
  let store: AlertStore;
  let clock: ManualClock;

  beforeEach(() => {
    clock = new ManualClock(1_000);
    TestBed.configureTestingModule({ providers: [{ provide: CLOCK, useValue: clock }] });
    store = TestBed.inject(AlertStore);
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
    const acknowledged = { by: 'Ada', note: 'restarting', at: 1_000 };
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

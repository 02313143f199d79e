import type { Notification } from './alert-dispatch';
import { someAlert } from './alert.fixture.spec';
import { inTime, notificationText } from './notification-text';

describe('notificationText', () => {
  const down = someAlert({ rule: 'down', severity: 'critical', message: 'Orders is down' });
  const slow = someAlert({ rule: 'slow', message: 'Orders is slow' });

  function text(changes: Partial<Notification>) {
    const base = { key: 'k', group: {}, reason: 'new', at: 0, firing: [], resolved: [] } as const;
    return notificationText({ ...base, ...changes });
  }

  it('says what began', () => {
    expect(text({ firing: [down, slow] })).toEqual({
      title: 'Critical: orders and 1 more',
      body: 'Orders is down\nOrders is slow',
    });
  });

  it('says for how long it has gone on, and who looks after it', () => {
    const acknowledged = { by: 'Ada', note: '', at: 0 };
    const at = 42 * 60_000;
    expect(text({ reason: 'repeat', at, firing: [{ ...down, acknowledged }] })).toEqual({
      title: 'Still critical: orders',
      body: 'Orders is down (for 42 min, Ada looks after it)',
    });
  });

  it('says how long it took', () => {
    const resolved = [{ ...down, state: 'resolved', resolvedAt: 720_000 } as const];
    expect(text({ reason: 'resolved', at: 800_000, resolved })).toEqual({
      title: 'Resolved: orders',
      body: 'Over after 12 min: Orders is down',
    });
  });

  for (const [ms, words] of [
    [4_400, '4 s'],
    [89_000, '89 s'],
    [90_000, '2 min'],
    [5_340_000, '89 min'],
    [7_200_000, '2 h'],
    [172_800_000, '2 days'],
  ] as const) {
    it(`says ${words} for ${ms} ms`, () => expect(inTime(ms)).toBe(words));
  }
});

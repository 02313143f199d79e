import { withAlertmanager } from './alertmanager';
import { answered, notifyHouse, report, type Sent } from './notify-house.spec';

const url = 'http://am.test';

interface Posted {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

describe('withAlertmanager', () => {
  function house() {
    const it = notifyHouse([withAlertmanager({ url, labels: { app: 'shop' } })]);
    const silences: unknown[] = [];
    it.answer = ({ method }) => Promise.resolve(answered(method === 'GET' ? silences : {}));
    const posts = (path: string): readonly Sent[] =>
      it.sent.filter(({ method, url: to }) => method === 'POST' && to === `${url}/api/v2/${path}`);
    const last = (): readonly Posted[] => (posts('alerts').at(-1)?.body ?? []) as readonly Posted[];
    return Object.assign(it, { silences, posts, last });
  }

  it('sends what fires, again before it would be taken to be over, and says when it is', async () => {
    const { store, pass, posts, last } = house();
    store.report([report()]);
    await pass(0);
    await pass(0);
    expect(last()).toEqual([
      jasmine.objectContaining({
        labels: { app: 'shop', alertname: 'down', service: 'orders', severity: 'critical' },
        startsAt: '1970-01-01T00:16:40.000Z',
        endsAt: '1970-01-01T00:21:40.000Z',
      }),
    ]);
    const before = posts('alerts').length;
    await pass(60_000);
    expect(posts('alerts').length).toBe(before + 1);
    expect(last()[0]?.endsAt).toBe('1970-01-01T00:22:40.000Z');

    store.report([report({ state: 'resolved', resolvedAt: 1_061_000 })]);
    await pass(0);
    expect(last()[0]?.endsAt).toBe('1970-01-01T00:17:40.000Z');
    const after = posts('alerts').length;
    await pass(60_000);
    expect(posts('alerts').length).toBe(after);
  });

  it('sends nothing more for news that is none', async () => {
    const { store, pass, posts } = house();
    store.report([report()]);
    await pass(0);
    await pass(0);
    const before = posts('alerts').length;
    store.report([report({ message: 'Orders is still down' })]);
    store.refresh();
    await pass(5_000);
    expect(posts('alerts').length).toBe(before);
  });

  it('sends nothing while another tab leads', async () => {
    const { store, pass, leads, sent } = house();
    leads.set(false);
    store.report([report()]);
    await pass(120_000);
    expect(sent).toEqual([]);
  });

  it('gives its silences, ends them there, and takes those that were made there', async () => {
    const { clock, store, pass, posts, silences, sent } = house();
    const { id } = store.silence({
      matchers: [{ name: 'service', operator: '=~', value: 'orders|users' }],
      ...{ endsAt: clock.now() + 3_600_000, by: 'Ada', comment: 'known' },
    });
    await pass(0);
    expect(posts('silences')[0]?.body).toEqual({
      matchers: [{ name: 'service', value: 'orders|users', isEqual: true, isRegex: true }],
      startsAt: '1970-01-01T00:16:40.000Z',
      endsAt: '1970-01-01T01:16:40.000Z',
      createdBy: 'Ada',
      comment: `known [ngx-convoy ${id}]`,
    });
    const matchers = [{ name: 'service', value: 'media', isRegex: false }];
    const times = { startsAt: '1970-01-01T00:16:40Z', endsAt: '1970-01-01T01:16:40Z' };
    silences.push(
      { id: 'am-1', ...times, matchers, createdBy: 'Ada', comment: `known [ngx-convoy ${id}]` },
      { id: 'broken', matchers: 'none' },
      {
        ...{ id: 'only-re2', ...times, createdBy: 'Bob', comment: 'unreadable' },
        matchers: [{ name: 'service', value: '(?i)(', isRegex: true }],
      },
      { id: 'am-2', ...times, matchers, createdBy: 'Bob', comment: 'theirs' },
    );
    await pass(60_000);
    expect(posts('silences').length).toBe(1);
    expect(store.silences().map(({ comment }) => comment)).toEqual(['known', 'theirs']);

    store.endSilence(id);
    await pass(60_000);
    expect(sent.filter(({ method }) => method === 'DELETE').map(({ url: to }) => to)).toEqual([
      `${url}/api/v2/silence/am-1`,
    ]);
  });

  it('takes over that one of its own was ended there', async () => {
    const { clock, store, pass, silences } = house();
    const { id } = store.silence({
      matchers: [{ name: 'service', operator: '=', value: 'orders' }],
      ...{ endsAt: clock.now() + 3_600_000, by: 'Ada', comment: 'known' },
    });
    silences.push({
      id: 'am-1',
      matchers: [{ name: 'service', value: 'orders', isRegex: false }],
      startsAt: '1970-01-01T00:16:40Z',
      endsAt: '1970-01-01T00:16:50Z',
      createdBy: 'Ada',
      comment: `known [ngx-convoy ${id}]`,
    });
    await pass(60_000);
    await pass(60_000);
    expect(store.silences()[0]?.endsAt).toBeLessThanOrEqual(clock.now());
  });

  it('refuses a URL that is none, and a time-out before the next word', () => {
    expect(() => withAlertmanager({ url: 'am' })).toThrowError(/alertmanager\.url/);
    expect(() => withAlertmanager({ url, resolveTimeout: 60_000 })).toThrowError(/resolveTimeout/);
  });
});

import { TestBed } from '@angular/core/testing';
import { Notifier } from './notifier';
import { answered, notifyHouse, report } from './notify-house.spec';
import { withAlertWebhook } from './webhook';

const url = 'https://hooks.test/T0P/SECRET';

describe('withAlertWebhook', () => {
  function house() {
    const headers = () => ({ Authorization: 'Bearer SECRET' });
    return notifyHouse([withAlertWebhook({ url, headers, retries: 2 })]);
  }

  it("posts notifications in Alertmanager's format", async () => {
    const { store, sent, pass } = house();
    store.report([report()]);
    await pass(5_000);
    expect(sent.length).toBe(1);
    expect(sent[0]).toEqual(jasmine.objectContaining({ url, method: 'POST' }));
    expect(sent[0]?.headers).toEqual({
      authorization: 'Bearer SECRET',
      'content-type': 'application/json',
    });
    expect(sent[0]?.body).toEqual({
      version: '4',
      groupKey: '[["service","orders"]]',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'ngx-convoy',
      groupLabels: { service: 'orders' },
      commonLabels: { alertname: 'down', service: 'orders', severity: 'critical' },
      commonAnnotations: { title: 'Critical: orders', text: 'Orders is down' },
      externalURL: '',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'down', service: 'orders', severity: 'critical' },
          annotations: { summary: 'Orders is down' },
          startsAt: '1970-01-01T00:16:40.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: '',
          fingerprint: '9a1937be6411e204',
        },
      ],
    });
  });

  it('tries again when that may help, as late as it is asked to', async () => {
    const it = house();
    const answers = [
      answered(undefined, { status: 503, headers: { 'Retry-After': '7' } }),
      answered(undefined, { status: 429 }),
      answered({}),
    ];
    it.answer = () => Promise.resolve(answers.shift() ?? answered({}));
    it.store.report([report()]);
    await it.pass(5_000);
    await it.pass(6_999);
    expect(it.sent.length).toBe(1);
    await it.pass(1);
    expect(it.sent.length).toBe(2);
    await it.pass(1_000);
    expect(it.sent.length).toBe(3);
    expect(TestBed.inject(Notifier).deliveries()[0]?.state).toBe('delivered');
  });

  for (const [what, answer, attempts, problem] of [
    ['refused', () => Promise.resolve(answered(undefined, { status: 403 })), 1, 'it answered 403'],
    [
      'never heard',
      () => Promise.reject(new TypeError(`cannot fetch ${url}`)),
      3,
      'it cannot be reached',
    ],
  ] as const) {
    it(`says that a notification was ${what}, without its secrets`, async () => {
      const it = house();
      it.answer = answer;
      it.store.report([report()]);
      await it.pass(5_000);
      await it.pass(30_000);
      await it.pass(30_000);
      expect(it.sent.length).toBe(attempts);
      const [delivery] = TestBed.inject(Notifier).deliveries();
      expect(delivery?.state).toBe('failed');
      expect(delivery?.problem).toBe(problem);
      expect(JSON.stringify(delivery)).not.toContain('SECRET');
    });
  }

  it('gives up an attempt that is not answered in time', async () => {
    const it = notifyHouse([withAlertWebhook({ url, retries: 0, timeout: 100 })]);
    it.answer = () => new Promise(() => undefined);
    it.store.report([report()]);
    await it.pass(5_000);
    await it.pass(100);
    expect(it.sent.length).toBe(1);
  });

  it('refuses what is no URL, without printing it', () => {
    for (const wrong of ['ftp://a', 'hooks SECRET', '//evil.test']) {
      expect(() => withAlertWebhook({ url: wrong })).toThrowError(/^webhook\.url must be/);
      expect(() => withAlertWebhook({ url: wrong })).not.toThrowError(/SECRET/);
    }
    expect(() => withAlertWebhook({ url: '/hooks', retries: 11 })).toThrowError(/webhook\.retries/);
  });
});

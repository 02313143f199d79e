import { TestBed } from '@angular/core/testing';
import { deleteDB, openDB } from 'idb';
import { CLOCK, LeaderTab, provideConvoy, TAB_SCOPE, Upstreams } from 'ngx-convoy';
import { SharedSketch, TIERS } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { MetricHistory } from '../metrics/metric-history';
import { MetricMemory } from './metric-memory';
import { compact } from './roll-up';
import { RowStore } from './row-store';
import { withHistory } from './with-history';

const MIDNIGHT = 1_767_225_600_000;

describe('MetricMemory', () => {
  let database: string;
  let clock: ManualClock;

  beforeEach(() => {
    database = crypto.randomUUID();
    clock = new ManualClock(MIDNIGHT);
  });

  afterEach(async () => {
    TestBed.resetTestingModule();
    await deleteDB(database);
  });

  /** A page of the app. The one before is gone by then. */
  async function page() {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        provideConvoy(
          { services: [{ name: 'orders', instances: ['http://a.test'] }] },
          withHistory({ database }),
        ),
        { provide: CLOCK, useValue: clock },
        { provide: TAB_SCOPE, useValue: database },
      ],
    });
    const memory = TestBed.inject(MetricMemory);
    const history = TestBed.inject(MetricHistory);
    const upstream = TestBed.inject(Upstreams).get('orders');
    await memory.settled();
    const traffic = async (minutes: number, ms = 100): Promise<void> => {
      for (let second = 0; second < minutes * 60; second += 1) {
        upstream?.count('success', ms, clock.now());
        clock.advance(1_000);
      }
      history.refresh();
      await memory.settled();
    };
    const calls = (windowMs: number): number =>
      history.totals('orders', windowMs, clock.now()).calls;
    return { memory, history, traffic, calls };
  }

  async function stored(tier: 'minute' | 'hour' | 'day') {
    const store = new RowStore(database);
    const rows = await store.read('orders', tier, 0);
    await store.close();
    return rows;
  }

  it('gives a page what the one before has seen', async () => {
    const before = await page();
    await before.traffic(30, 200);
    const after = await page();
    expect(after.memory.status()).toEqual({ state: 'kept', problem: '' });
    expect(after.calls(TIERS.hour)).toBe(30 * 60);
    expect(after.calls(3 * TIERS.day)).toBe(30 * 60);
    expect(after.calls(60 * TIERS.day)).toBe(30 * 60);
    const p95 = after.history.totals('orders', TIERS.hour, clock.now()).quantile(0.95) ?? NaN;
    expect(Math.abs(p95 / 200 - 1)).toBeLessThan(0.01);
  });

  it('puts together what several tabs have seen of the same minutes', async () => {
    await (await page()).traffic(5, 100);
    clock.set(MIDNIGHT);
    await (await page()).traffic(5, 300);
    expect((await stored('minute')).length).toBe(10);
    const third = await page();
    expect(third.calls(TIERS.hour)).toBe(600);
    const at = (q: number): number =>
      third.history.totals('orders', TIERS.hour, clock.now()).quantile(q) ?? NaN;
    expect([Math.round(at(0.25) / 20) * 20, Math.round(at(0.75) / 20) * 20]).toEqual([100, 300]);
  });

  it('writes one row a minute, and none of a minute without calls', async () => {
    const { traffic, history, memory } = await page();
    await traffic(3);
    for (let minute = 0; minute < 5; minute += 1) {
      clock.advance(60_000);
      history.refresh();
    }
    await memory.settled();
    expect((await stored('minute')).map(({ row }) => row.start - MIDNIGHT)).toEqual([
      ...[0, 60_000, 120_000],
    ]);
  });

  it('writes a minute that is not over when the page is hidden, and counts it once', async () => {
    const { traffic, memory } = await page();
    await traffic(0.5);
    spyOnProperty(document, 'visibilityState').and.returnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await memory.settled();
    expect((await stored('minute')).length).toBe(1);
    await traffic(1);
    expect((await stored('minute'))[0]?.row.counts[0]).toBe(60);
    clock.advance(60_000);
    expect((await page()).calls(TIERS.hour)).toBe(60);
  });

  it('puts hours and days together in the tab that leads', async () => {
    const first = await page();
    await first.traffic(90);
    TestBed.tick();
    const leader = TestBed.inject(LeaderTab);
    await navigator.locks.request('a-moment', () => undefined);
    expect(leader.leads()).toBe(true);
    clock.set(MIDNIGHT + TIERS.day + 60_000);
    first.history.refresh();
    await first.memory.settled();
    expect((await stored('hour')).map(({ row, parts }) => [row.counts[0], parts])).toEqual([
      [3_600, 60],
      [1_800, 30],
    ]);
    expect((await stored('day')).map(({ row }) => row.counts[0])).toEqual([5_400]);
    const second = await page();
    expect(second.calls(20 * TIERS.day)).toBe(5_400);
  });

  it('keeps minutes for a shorter time where the site has used up its room', async () => {
    spyOn(navigator.storage, 'estimate').and.resolveTo({ usage: 90, quota: 100 });
    const { history, memory, traffic } = await page();
    await traffic(5);
    TestBed.tick();
    await navigator.locks.request('a-moment', () => undefined);
    clock.set(MIDNIGHT + 10 * TIERS.hour);
    history.refresh();
    await memory.settled();
    expect((await stored('minute')).length).toBe(0);
    expect((await stored('hour')).map(({ row }) => row.counts[0])).toEqual([300]);
  });

  it('reads what it can where rows are damaged', async () => {
    await (await page()).traffic(3);
    const raw = await openDB(database);
    await raw.put('rows', 'nonsense', ['orders', 'minute', MIDNIGHT, 'x']);
    const short = { version: 1, cells: new ArrayBuffer(8), parts: 1 };
    await raw.put('rows', short, ['orders', 'minute', MIDNIGHT + 60_000, 'x']);
    raw.close();
    const after = await page();
    expect(after.memory.status().state).toBe('kept');
    expect(after.calls(TIERS.hour)).toBe(180);
  });

  it('goes on without a database that is refused', async () => {
    spyOn(indexedDB, 'open').and.throwError(new DOMException('no', 'SecurityError'));
    const { memory, traffic, calls } = await page();
    expect(memory.status()).toEqual({ state: 'off', problem: 'SecurityError' });
    await traffic(2);
    expect(calls(TIERS.hour)).toBe(120);
  });

  it('keeps what could not be written, and writes it when there is room', async () => {
    const { memory, traffic } = await page();
    const put = spyOn(IDBObjectStore.prototype, 'put').and.throwError(
      new DOMException('full', 'QuotaExceededError'),
    );
    await traffic(2);
    expect(memory.status()).toEqual({ state: 'off', problem: 'QuotaExceededError' });
    put.and.callThrough();
    await traffic(1);
    expect(memory.status().state).toBe('kept');
    expect((await stored('minute')).length).toBe(3);
  });
});

describe('compact', () => {
  it('forgets what is too old, sooner where room is scarce, and changes nothing the second time', async () => {
    const name = crypto.randomUUID();
    const store = new RowStore(name);
    const shared = new SharedSketch();
    const row = (start: number) => ({
      ...{ start, counts: [1, 0, 0, 0, 0, 0, 0, 0], sum: 10, queue: 0, use: 0, sketch: undefined },
      spread: { min: 10, p50: 10, p95: 10, p99: 10, max: 10 },
    });
    const minutes = Array.from({ length: 30 * 60 }, (_, at) => ({
      row: row(MIDNIGHT + at * TIERS.minute),
    }));
    await store.put('orders', 'minute', 'a', minutes);
    const now = MIDNIGHT + 30 * TIERS.hour;
    await compact(store, 'orders', now, shared);
    const count = async (tier: 'minute' | 'hour' | 'day'): Promise<number> =>
      (await store.read('orders', tier, 0)).length;
    const counts = async () => [await count('minute'), await count('hour'), await count('day')];
    // The oldest hours were over and are put together before their minutes go.
    expect(await counts()).toEqual([24 * 60, 25, 1]);
    await compact(store, 'orders', now, shared);
    expect(await counts()).toEqual([24 * 60, 25, 1]);
    await compact(store, 'orders', now, shared, 0.25);
    expect(await counts()).toEqual([6 * 60, 25, 1]);

    await store.put('orders', 'minute', 'late', [{ row: row(now - 2 * TIERS.hour) }]);
    await compact(store, 'orders', now, shared);
    const late = (await store.read('orders', 'hour', now - 2 * TIERS.hour)).at(0);
    expect([late?.row.counts[0], late?.parts]).toEqual([61, 61]);
    expect(await store.services()).toEqual(['orders']);
    await store.close();
    await deleteDB(name);
  });
});

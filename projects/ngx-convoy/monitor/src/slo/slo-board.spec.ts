import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CLOCK, LeaderTab, provideConvoy, TAB_SCOPE, Upstreams } from 'ngx-convoy';
import type { CallOutcome } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { AlertStore } from '../alerts/alert-store';
import { withMonitoring } from '../with-monitoring';
import { SloBoard } from './slo-board';
import { withSlos } from './with-slos';

const BEAT = 5_000;

function house() {
  const clock = new ManualClock(1_767_225_600_000);
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: [{ name: 'orders', match: '/api/orders', instances: ['http://a.test'] }] },
        withMonitoring(),
        withSlos([{ name: 'orders-good', service: 'orders', objective: 0.9 }]),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: TAB_SCOPE, useValue: crypto.randomUUID() },
      { provide: LeaderTab, useValue: { leads: signal(false) } },
    ],
  });
  const board = TestBed.inject(SloBoard);
  const store = TestBed.inject(AlertStore);
  TestBed.tick();
  const call = (outcome: CallOutcome, times: number): void => {
    const upstream = TestBed.inject(Upstreams).get('orders');
    for (let n = 0; n < times; n += 1) upstream?.count(outcome, 5, clock.now());
  };
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= BEAT) clock.advance(Math.min(BEAT, left));
    TestBed.tick();
  };
  /** Of the promises; the thresholds of the service have alerts of their own. */
  const burning = () => store.active().filter(({ rule }) => rule.startsWith('slo-'));
  const firing = (): readonly string[] => burning().map(({ rule }) => rule);
  return { board, store, call, pass, burning, firing };
}

describe('SloBoard', () => {
  it('shows what is left of a budget, and how fast it is spent', () => {
    const { board, call } = house();
    call('success', 96);
    call('failure', 4);
    const [status] = board.statuses();
    expect(status?.budget.attained).toBeCloseTo(0.96, 10);
    expect(status?.budget.left).toBeCloseTo(0.6, 10);
    expect(status?.budget.burnRate).toBeCloseTo(0.4, 10);
    expect(status?.burns.map(({ window }) => window.factor)).toEqual([14.4, 6, 3, 1]);
  });

  it('raises an alert while the budget burns, which is over soon after the trouble', () => {
    const { call, pass, burning, firing, store } = house();
    call('success', 20);
    call('failure', 80);
    pass(BEAT);
    expect(firing()).toEqual(['slo-orders-good-fast']);
    expect(burning()[0]?.message).toMatch(
      /^orders spends the error budget of orders-good 8 times faster than allowed; nothing of it is left$/,
    );
    expect(store.inhibited().map(({ rule }) => rule)).toContain('slo-orders-good-slow');
    for (let beat = 0; beat < 20; beat += 1) {
      call('success', 20);
      pass(BEAT);
    }
    expect(firing()).toEqual(['slo-orders-good-slow']);
  });

  it('concludes nothing from a handful of calls', () => {
    const { call, pass, firing } = house();
    call('failure', 15);
    pass(BEAT);
    expect(firing()).toEqual([]);
  });

  it('takes promises that are changed and taken back while it runs', () => {
    const { board, call, pass, firing } = house();
    call('success', 20);
    call('failure', 80);
    pass(BEAT);
    board.set({ name: 'orders-good', service: 'orders', objective: 0.1 });
    pass(BEAT);
    expect(firing()).toEqual([]);
    expect(board.slos().map(({ objective }) => objective)).toEqual([0.1]);
    board.set({ name: 'orders-good', service: 'orders', objective: 0.9 });
    pass(BEAT);
    expect(firing()).toEqual(['slo-orders-good-fast']);
    board.remove('orders-good');
    pass(BEAT);
    expect(firing()).toEqual([]);
    expect(board.statuses()).toEqual([]);
  });

  it('refuses two promises of one name', () => {
    const slo = { name: 'a', service: 'orders', objective: 0.9 };
    expect(() => withSlos([slo, slo])).toThrowError(/different names/);
  });
});

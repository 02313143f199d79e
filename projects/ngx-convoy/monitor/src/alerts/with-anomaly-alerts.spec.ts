import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CLOCK, LeaderTab, provideConvoy, TAB_SCOPE } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { Anomalies } from '../anomalies/anomalies';
import type { Anomaly } from '../anomalies/anomaly';
import { withMonitoring } from '../with-monitoring';
import { AlertStore } from './alert-store';
import { withAnomalyAlerts } from './with-anomaly-alerts';

describe('withAnomalyAlerts', () => {
  it('shows what is not as usual, as a note that calls nobody', () => {
    const found: WritableSignal<readonly Pick<Anomaly, 'metric' | 'explanation'>[]> = signal([]);
    const clock = new ManualClock(0);
    TestBed.configureTestingModule({
      providers: [
        provideConvoy(
          { services: [{ name: 'orders', match: '/api/orders', instances: ['http://a.test'] }] },
          withMonitoring(),
          withAnomalyAlerts(),
        ),
        { provide: CLOCK, useValue: clock },
        { provide: TAB_SCOPE, useValue: crypto.randomUUID() },
        { provide: LeaderTab, useValue: { leads: signal(false) } },
        { provide: Anomalies, useValue: { of: () => found } },
      ],
    });
    const store = TestBed.inject(AlertStore);
    const pass = (): void => {
      TestBed.tick();
      clock.advance(5_000);
      TestBed.tick();
    };
    pass();
    expect(store.active()).toEqual([]);
    found.set([{ metric: 'p95', explanation: 'p95 412 ms, usually 180 ms' }]);
    pass();
    expect(store.active().map(({ severity, rule, message }) => [severity, rule, message])).toEqual([
      ['info', 'anomaly-p95', 'p95 412 ms, usually 180 ms'],
    ]);
    found.set([]);
    pass();
    expect(store.active()).toEqual([]);
  });
});

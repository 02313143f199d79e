import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  CircuitBreakers,
  CLOCK,
  LeaderTab,
  provideConvoy,
  RANDOM,
  ServiceRegistry,
} from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { AlertRules } from './alerts/alert-rules';
import { ConvoyServiceHealth } from './convoy-service-health';
import { ConvoyServiceMonitor, type MonitoredService } from './convoy-service-monitor';
import { HEALTH_PROBE } from './health/health-probe';
import { withMonitoring } from './with-monitoring';

@Component({
  imports: [ConvoyServiceMonitor, ConvoyServiceHealth],
  template: `
    @if (isThere()) {
      <convoy-service-monitor
        [services]="services()"
        (healthCheck)="log.push($event.serviceName + ' ' + $event.health.status)"
        (alert)="log.push($event.serviceName + ' ' + $event.alert.rule)"
      >
        <ng-template convoyServiceHealth let-services>
          @for (service of services; track service.service) {
            <p>{{ service.service }}: {{ service.status }}, {{ service.reason }}</p>
          }
        </ng-template>
      </convoy-service-monitor>
    }
  `,
})
class Host {
  readonly isThere = signal(true);
  readonly services = signal<readonly MonitoredService[]>([{ name: 'orders' }]);
  readonly log: string[] = [];
}

function house(services: readonly MonitoredService[]) {
  const clock = new ManualClock(0);
  const asked: string[] = [];
  const it = { answer: { status: 'pass', checks: [] } as HealthAnswer };
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: [{ name: 'orders', match: '/api/orders', instances: ['http://o.test'] }] },
        withMonitoring(),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => 0.5 },
      { provide: LeaderTab, useValue: { leads: signal(true) } },
      {
        provide: HEALTH_PROBE,
        useValue: (url: string) => {
          asked.push(url);
          return Promise.resolve(it.answer);
        },
      },
    ],
  });
  const fixture = TestBed.createComponent(Host);
  fixture.componentInstance.services.set(services);
  const pass = async (ms: number): Promise<void> => {
    await settle();
    clock.advance(ms);
    await settle();
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      TestBed.tick();
      for (let step = 0; step < 10; step += 1) await Promise.resolve();
    }
  };
  const text = (): string => (fixture.nativeElement as HTMLElement).textContent.trim();
  return Object.assign(it, { asked, pass, text, host: fixture.componentInstance });
}

describe('<convoy-service-monitor>', () => {
  it('checks as it is told, tells of every check, and shows what its content makes of it', async () => {
    const it = house([{ name: 'orders', healthEndpoint: '/up', checkInterval: 4_000 }]);
    await it.pass(0);
    expect(it.text()).toBe('orders: up, calls are answered');
    it.answer = { status: 'warn', output: 'disk', checks: [] };
    await it.pass(4_000);
    expect(it.asked).toEqual(['http://o.test/up', 'http://o.test/up']);
    expect(it.text()).toContain('degraded, an instance reports a warning: disk');
    expect(it.host.log)
      .withContext('two checks, and an alert of the rule `degraded`')
      .toEqual(['orders up', 'orders degraded', 'orders degraded']);
  });

  it('tells of an alert once', async () => {
    const it = house([{ name: 'orders' }]);
    await it.pass(0);
    TestBed.inject(CircuitBreakers).forceOpen('orders', 'maintenance');
    await it.pass(5_000);
    await it.pass(5_000);
    expect(it.host.log).toEqual(['orders circuit']);
  });

  it('takes back everything that was said when it goes, and what was said before when that changes', async () => {
    const it = house([
      { name: 'orders', healthEndpoint: '/up', alertThresholds: { responseTime: 300 } },
      { name: 'partner', healthEndpoint: 'https://partner.test/status' },
    ]);
    const registry = TestBed.inject(ServiceRegistry);
    const rules = TestBed.inject(AlertRules);
    await it.pass(15_000);
    const before = rules.all().length;
    expect(it.asked).toContain('https://partner.test/status');
    expect(registry.services().map(({ name }) => name)).toEqual(['orders', 'partner']);

    it.host.services.set([{ name: 'orders' }]);
    await it.pass(0);
    expect(rules.all().length).toBe(before - 3);
    expect(registry.services().map(({ name }) => name)).toEqual(['orders']);
    it.asked.length = 0;
    await it.pass(60_000);
    expect(it.asked).toEqual([]);

    it.host.isThere.set(false);
    await it.pass(0);
    expect(it.text()).toBe('');
  });

  it('refuses what makes no sense, as the set-up would', () => {
    const it = house([{ name: 'orders', checkInterval: 5 }]);
    expect(() => {
      TestBed.tick();
    }).toThrowError(/checkInterval must be a number of 1000 or more/);
    expect(it.asked).toEqual([]);
  });
});

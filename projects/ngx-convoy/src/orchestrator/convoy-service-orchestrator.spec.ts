import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, NgModule, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ManualClock } from 'ngx-convoy/testing';
import { ConvoyModule } from '../convoy-module';
import { CLOCK } from '../platform/tokens';
import { ServiceRegistry } from '../registry/service-registry';
import type { OrchestrationStrategy } from './convoy-service-orchestrator';
import type { OrchestratedService } from './orchestrated-services';

const three: readonly OrchestratedService[] = [
  { name: 'catalog', endpoint: '/api/catalog/products?limit=2' },
  { name: 'orders', endpoint: 'http://orders.test/v1/orders/42', priority: 5, retryAttempts: 0 },
  { name: 'weather', endpoint: 'https://weather.test/today', timeout: 500, retryAttempts: 0 },
];

@Component({
  selector: 'convoy-test-host',
  // eslint-disable-next-line @angular-eslint/prefer-standalone -- it stands for an app of NgModules
  standalone: false,
  template: `
    @if (isThere()) {
      <convoy-service-orchestrator
        [services]="services()"
        [strategy]="strategy()"
        (serviceResponse)="log.push($event.serviceName + ': ' + $event.response)"
        (serviceError)="log.push($event.serviceName + ' failed')"
        (orchestrationComplete)="complete.push($event)"
      >
        <ng-template convoyOrchestration let-run>
          {{ run.status() }}: {{ run.progress().counts.done }} of {{ run.progress().tasks.length }}
        </ng-template>
      </convoy-service-orchestrator>
    }
  `,
})
class Host {
  readonly isThere = signal(true);
  readonly services = signal(three);
  readonly strategy = signal<OrchestrationStrategy>('parallel');
  readonly log: string[] = [];
  readonly complete: Map<string, unknown>[] = [];
}

/** An app of NgModules: the component comes with the module. */
@NgModule({
  declarations: [Host],
  imports: [
    ConvoyModule.forRoot({
      services: [
        { name: 'catalog', match: '/api/catalog', instances: ['http://catalog.test'] },
        { name: 'orders', instances: ['http://orders.test/v1'] },
      ],
    }),
  ],
  providers: [provideHttpClient(withInterceptorsFromDi()), provideHttpClientTesting()],
})
class HostModule {}

async function setUp(strategy: OrchestrationStrategy = 'parallel') {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    imports: [HostModule],
    providers: [{ provide: CLOCK, useValue: clock }],
  });
  const fixture = TestBed.createComponent(Host);
  const host = fixture.componentInstance;
  host.strategy.set(strategy);
  fixture.detectChanges();
  const backend = TestBed.inject(HttpTestingController);
  const text = (): string => {
    fixture.detectChanges();
    return (fixture.nativeElement as HTMLElement).textContent.trim();
  };
  await Promise.resolve();
  return { clock, fixture, host, backend, text };
}

describe('ConvoyServiceOrchestrator', () => {
  it('asks its services, tells of each answer, and gives all of them in the end', async () => {
    const { host, backend, text } = await setUp();
    expect(text()).toBe('running: 0 of 3');
    backend.expectOne('http://catalog.test/products?limit=2').flush('lamps');
    expect(text()).toBe('running: 1 of 3');
    backend
      .expectOne('http://orders.test/v1/orders/42')
      .flush(null, { status: 500, statusText: 'no' });
    expect(host.complete).toEqual([]);
    backend.expectOne('https://weather.test/today').flush('fine');
    expect(host.log).toEqual(['catalog: lamps', 'orders failed', 'weather: fine']);
    expect(host.complete).toEqual([
      new Map([
        ['catalog', 'lamps'],
        ['weather', 'fine'],
      ]),
    ]);
    expect(text()).toBe('partial: 2 of 3');
  });

  it('registers a service that was not known, and keeps to what is said of each', async () => {
    const { clock, backend, host } = await setUp();
    expect(TestBed.inject(ServiceRegistry).service('weather')()?.instanceCount).toBe(1);
    clock.advance(550);
    expect(backend.expectOne('https://weather.test/today').cancelled).toBeTrue();
    expect(host.log).toEqual(['weather failed']);
    expect(backend.expectOne('http://orders.test/v1/orders/42').cancelled).toBeFalse();
  });

  it('asks one after the other, or until the first good answer', async () => {
    const { host, backend, fixture, text } = await setUp('sequential');
    backend.expectNone('http://orders.test/v1/orders/42');
    backend.expectOne('http://catalog.test/products?limit=2').flush('lamps');
    const orders = backend.expectOne('http://orders.test/v1/orders/42');

    host.strategy.set('race');
    fixture.detectChanges();
    expect(orders.cancelled).toBeTrue();
    expect(host.complete).toEqual([]);
    backend.expectOne('https://weather.test/today').flush('fine');
    expect(host.complete).toEqual([new Map([['weather', 'fine']])]);
    expect(text()).toBe('completed: 1 of 3');
  });

  it('aborts what is under way when it goes, and begins anew with new services', async () => {
    const { host, backend, fixture, text } = await setUp();
    const first = backend.expectOne('http://catalog.test/products?limit=2');
    host.services.set(three.slice(0, 1));
    expect(text()).toBe('running: 0 of 1');
    expect(first.cancelled).toBeTrue();
    const second = backend.expectOne('http://catalog.test/products?limit=2');
    host.isThere.set(false);
    fixture.detectChanges();
    expect(second.cancelled).toBeTrue();
    expect([host.log, host.complete]).toEqual([[], []]);
  });

  for (const [title, services, words] of [
    ['two of the same name', [three[0], three[0]], /services\[1\]\.name must be a name of its own/],
    [
      'what is no URL of http',
      [{ name: 'x', endpoint: 'javascript:alert(1)' }],
      /services\[0\]\.endpoint/,
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const { host, fixture } = await setUp();
      host.services.set(services as readonly OrchestratedService[]);
      expect(() => {
        fixture.detectChanges();
      }).toThrowError(words);
    });
  }
});

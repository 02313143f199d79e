import { provideHttpClient } from '@angular/common/http';
import { importProvidersFrom } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ConfigurationError } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { CONVOY_CONFIG, type ConvoyConfig } from './config/convoy-config';
import { convoyExtension } from './config/convoy-extension';
import { ConvoyModule } from './convoy-module';
import { withConvoy } from './http/with-convoy';
import { CLOCK } from './platform/tokens';
import { provideConvoy } from './provide-convoy';
import { ServiceRegistry } from './registry/service-registry';
import { withTracing } from './trace/tracing';

/** Sets the app up, as bootstrapping does. */
function start(config: unknown): void {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideConvoy(config as ConvoyConfig),
      { provide: CLOCK, useValue: new ManualClock() },
    ],
  });
  TestBed.inject(ServiceRegistry);
}

describe('provideConvoy', () => {
  const wrong: readonly { readonly services: readonly object[]; readonly option: string }[] = [
    { services: [{ name: '' }], option: 'services[0].name' },
    { services: [{}], option: 'services[0].name' },
    { services: [{ name: 'a' }, { name: 'a' }], option: 'services[1].name' },
    { services: [{ name: 'a', match: 'orders' }], option: 'services[0].match' },
    { services: [{ name: 'a', match: '/orders?x=1' }], option: 'services[0].match' },
    {
      services: [
        { name: 'a', match: '/x' },
        { name: 'b', match: ['/y', '/x/'] },
      ],
      option: 'services[1].match',
    },
    {
      services: [{ name: 'a', instances: ['ftp://a.test'] }],
      option: 'services[0].instances[0].url',
    },
    { services: [{ name: 'a', instances: ['/relative'] }], option: 'services[0].instances[0].url' },
    {
      services: [{ name: 'a', instances: ['http://a.test', { url: 'http://b.test', weight: 0 }] }],
      option: 'services[0].instances[1].weight',
    },
    {
      services: [{ name: 'a', instances: [{ url: 'http://a.test', cost: -1 }] }],
      option: 'services[0].instances[0].cost',
    },
    {
      services: [{ name: 'a', instances: ['http://a.test', 'http://a.test'] }],
      option: 'services[0].instances[1].id',
    },
    { services: [{ name: 'a', timeout: -1 }], option: 'services[0].timeout' },
    { services: [{ name: 'a', deadline: 0 }], option: 'services[0].deadline' },
    { services: [{ name: 'a', health: 'health' }], option: 'services[0].health' },
    {
      services: [{ name: 'a', breaker: { failureRate: 1.2 } }],
      option: 'services[0].breaker.failureRate',
    },
    {
      services: [{ name: 'a', breaker: { timeoutDuration: -5 } }],
      option: 'services[0].breaker.timeoutDuration',
    },
    { services: [{ name: 'a', discover: true }], option: "service 'a'.discover" },
  ];
  for (const row of wrong) {
    it(`refuses ${JSON.stringify(row.services)} at start-up, naming ${row.option}`, () => {
      expect(() => {
        start({ services: row.services });
      }).toThrowMatching(
        (error: unknown) =>
          error instanceof ConfigurationError &&
          error.option === row.option &&
          error.message.startsWith(`${row.option} must be `),
      );
    });
  }

  it('refuses two extensions of the same kind', () => {
    expect(() => provideConvoy({ services: [] }, withTracing(), withTracing())).toThrowError(
      ConfigurationError,
    );
  });

  for (const target of [
    'https://a.test/path?query',
    'a.test',
    'https://me@a.test',
    'ftp://a.test',
  ]) {
    it(`refuses to tell '${target}' of traces`, () => {
      expect(() => withTracing({ propagateTo: [target] })).toThrowError(
        /^propagateTo\[0\] must be an origin/,
      );
    });
  }

  it('installs what extensions bring', () => {
    TestBed.configureTestingModule({
      providers: [
        provideConvoy({ services: [] }, convoyExtension('x', [{ provide: 'x', useValue: 7 }])),
      ],
    });
    expect(TestBed.inject<number>('x' as never)).toBe(7);
  });

  it('says what is missing when it was left out', () => {
    expect(() => TestBed.inject(ServiceRegistry)).toThrowError(/provideConvoy\(/);
  });

  it('does the same as ConvoyModule.forRoot', () => {
    const config: ConvoyConfig = { services: [{ name: 'orders', match: '/api/orders' }] };
    TestBed.configureTestingModule({
      providers: [importProvidersFrom(ConvoyModule.forRoot(config))],
    });
    expect(TestBed.inject(CONVOY_CONFIG)).toBe(config);
    expect(TestBed.inject(ServiceRegistry).service('orders')()?.status).toBe('unknown');
  });
});

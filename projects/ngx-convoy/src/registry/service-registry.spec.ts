import { TestBed } from '@angular/core/testing';
import { ConfigurationError, type Upstream } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from './service-registry';
import { Upstreams } from './upstreams';

function setUp() {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({
        services: [
          {
            name: 'catalog',
            label: 'Catalogue',
            group: 'shop',
            match: '/api/catalog',
            instances: ['http://a.test', { id: 'b', url: 'http://b.test/', zone: 'eu-1', cost: 2 }],
          },
        ],
      }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  return { clock, registry: TestBed.inject(ServiceRegistry), upstreams: TestBed.inject(Upstreams) };
}

describe('ServiceRegistry', () => {
  it('lists the configured services and instances', () => {
    const { registry } = setUp();
    expect(registry.services()).toEqual([
      jasmine.objectContaining({
        name: 'catalog',
        label: 'Catalogue',
        group: 'shop',
        instanceCount: 2,
      }),
    ]);
    expect(registry.instancesOf('catalog')()).toEqual([
      jasmine.objectContaining({ key: 'catalog/http://a.test', url: 'http://a.test', weight: 1 }),
      jasmine.objectContaining({ key: 'catalog/b', url: 'http://b.test', zone: 'eu-1', cost: 2 }),
    ]);
  });

  it('adds, changes and removes services while running', () => {
    const { registry, upstreams } = setUp();
    const reviews = registry.service('reviews');
    registry.add({ name: 'reviews', match: '/api/reviews', instances: ['http://r.test'] });
    expect(reviews()?.instanceCount).toBe(1);
    expect(upstreams.match('/api/reviews/1')?.service).toBe('reviews');

    registry.change('reviews', {
      match: '/reviews',
      instances: ['http://r.test', 'http://s.test'],
    });
    expect(reviews()?.instanceCount).toBe(2);
    expect(upstreams.match('/api/reviews/1')).toBeUndefined();

    registry.remove('reviews');
    expect(reviews()).toBeUndefined();
    expect(registry.instances().some((each) => each.service === 'reviews')).toBeFalse();
    expect(upstreams.match('/reviews/1')).toBeUndefined();
  });

  it('keeps breakers, numbers and instances that stay through a change', () => {
    const { registry, upstreams } = setUp();
    const before = upstreams.get('catalog');
    const b = before?.endpoint('b');
    before?.breaker.moveTo('open', 'all failed');
    registry.change('catalog', {
      match: '/catalog',
      timeout: 1_000,
      instances: [{ id: 'b', url: 'http://b.test' }],
    });
    const after = upstreams.get('catalog');
    expect(after).toBe(before as Upstream);
    expect(after?.options.timeout).toBe(1_000);
    expect(after?.endpoints).toEqual(b === undefined ? [] : [b]);
    expect(registry.service('catalog')()).toEqual(
      jasmine.objectContaining({ circuit: 'open', instanceCount: 1, label: 'catalog' }),
    );
    expect(upstreams.match('/catalog/1')?.service).toBe('catalog');
    expect(upstreams.match('/api/catalog/1')).toBeUndefined();
  });

  it('changes some policies and nothing else', () => {
    const { registry, upstreams } = setUp();
    registry.setInstances('catalog', ['http://c.test']);
    registry.configure('catalog', {
      timeout: 1_000,
      retry: { attempts: 0 },
      bulkhead: { limit: 3 },
    });
    registry.configure('catalog', { retry: { base: 50 }, bulkhead: { queueLimit: 5 } });
    const upstream = upstreams.get('catalog');
    expect(upstream?.options).toEqual(
      jasmine.objectContaining({
        timeout: 1_000,
        retry: jasmine.objectContaining({ attempts: 0, base: 50 }),
        bulkhead: { limit: 3, queueLimit: 5 },
      }),
    );
    expect(upstream?.endpoints.map(({ id }) => id)).toEqual(['http://c.test']);
    expect(registry.service('catalog')()?.label).toBe('Catalogue');
    expect(() => {
      registry.configure('nobody', { timeout: 1_000 });
    }).toThrowError(ConfigurationError);
  });

  it('leaves everything as it was when a change is refused', () => {
    const { registry, upstreams } = setUp();
    expect(() => {
      registry.add({ name: 'catalog' });
    }).toThrowError(ConfigurationError);
    expect(() => {
      registry.change('catalog', { match: '/api/catalog', timeout: -1 });
    }).toThrowError(ConfigurationError);
    expect(() => {
      registry.configure('catalog', { timeout: 7, rateLimit: { limit: 0 } });
    }).toThrowError(ConfigurationError);
    expect(upstreams.get('catalog')?.options.timeout).toBe(5_000);
    expect(() => {
      registry.setInstances('catalog', ['http://a.test', 'javascript:alert(1)']);
    }).toThrowError(ConfigurationError);
    expect(registry.service('catalog')()?.instanceCount).toBe(2);
    expect(upstreams.match('/api/catalog/1')?.service).toBe('catalog');
  });

  it('replaces instances and keeps what is known of those that stay', () => {
    const { registry, upstreams } = setUp();
    upstreams.setHealth('catalog', 'b', 'pass');
    registry.setInstances('catalog', [{ id: 'b', url: 'http://b.test' }, 'http://c.test']);
    expect(
      registry
        .instancesOf('catalog')()
        .map((each) => [each.id, each.health]),
    ).toEqual([
      ['b', 'pass'],
      ['http://c.test', 'unknown'],
    ]);
  });

  it('shows a breaker that moved, of a service and of an instance, at once', () => {
    const { registry, upstreams } = setUp();
    const upstream = upstreams.get('catalog');
    upstream?.endpoint('b')?.breaker.moveTo('open', 'it failed');
    expect(registry.instanceEntityMap()['catalog/b']?.circuit).toBe('open');
    expect(registry.service('catalog')()).toEqual(
      jasmine.objectContaining({ status: 'degraded', reason: '1 of 2 instances out' }),
    );
    upstream?.breaker.moveTo('open', 'all failed');
    expect(registry.service('catalog')()).toEqual(
      jasmine.objectContaining({ status: 'down', circuit: 'open', circuitReason: 'all failed' }),
    );
  });

  it('remembers since when a registry answers badly, and forgets it when all is well', () => {
    const { registry, clock } = setUp();
    const since = clock.now();
    registry.reportProblem('catalog', 'consul', 'answers 500');
    clock.advance(1_000);
    registry.reportProblem('catalog', 'consul', 'cannot be reached');
    expect(registry.problems()).toEqual([
      { service: 'catalog', source: 'consul', message: 'cannot be reached', since, isStale: true },
    ]);
    expect(registry.service('catalog')()?.isStale).toBeTrue();
    registry.clearProblem('catalog');
    expect(registry.problems()).toEqual([]);
    expect(registry.service('catalog')()?.isStale).toBeFalse();
  });
});

import { TestBed } from '@angular/core/testing';
import { provideConvoy, Upstreams } from 'ngx-convoy';
import type { DegradationOptions } from './degradation-options';
import { fromService } from './fallback/from-services';
import { fromStatic } from './fallback/from-static';
import { withDegradation } from './with-degradation';

const level = (level: number, services: readonly string[] = []) => ({
  ...{ level, services, features: [] },
});

describe('withDegradation', () => {
  const wrong: readonly [string, DegradationOptions, RegExp][] = [
    [
      'a service that falls back to itself',
      { fallbacks: { orders: [fromService('orders')] } },
      /^fallbacks\['orders'\] must be another service/,
    ],
    [
      'a feature that needs nothing',
      { features: { shop: { needs: [] } } },
      /^features\['shop'\]\.needs must be a list of at least one service/,
    ],
    [
      'the same level twice',
      { levels: [level(0), level(0)] },
      /^levels\[1\]\.level must be greater/,
    ],
    [
      'a level below zero',
      { levels: [level(-1)] },
      /^levels\[0\]\.level must be a whole number of 0/,
    ],
    [
      'a tier that is no level of its own',
      { features: { shop: { needs: [{ service: 'orders', tier: 0 }] } } },
      /^features\['shop'\]\.needs\[0\]\.tier must be a whole number of 1 or more/,
    ],
    [
      'a tier that is none of the levels',
      {
        levels: [level(0), level(2)],
        features: { shop: { needs: ['orders'], prefers: [{ service: 'orders', tier: 1 }] } },
      },
      /^features\['shop'\]\.prefers\[0\]\.tier must be one of the levels 0, 2/,
    ],
    ['a list without levels', { levels: [] }, /^levels must be a list of at least one level/],
    [
      'a cache for nothing',
      { cacheEntries: 0 },
      /^cacheEntries must be a whole number of 1 or more/,
    ],
    ['a negative patience', { stableFor: -1 }, /^stableFor must be a number of 0 or more/],
  ];
  for (const [what, options, message] of wrong) {
    it(`refuses ${what} at once`, () => {
      expect(() => withDegradation(options)).toThrowError(message);
    });
  }

  const unknown: readonly [DegradationOptions, RegExp][] = [
    [
      { fallbacks: { ordres: [fromStatic(1)] } },
      /^fallbacks must be one of the services orders, but is 'ordres'/,
    ],
    [{ fallbacks: { orders: [fromService('x')] } }, /^fallbacks\['orders'\]\[0\] must be one of/],
    [{ features: { shop: { needs: ['x'] } } }, /^features\['shop'\]\.needs must be one of/],
    [
      { features: { shop: { needs: ['orders'], prefers: ['x'] } } },
      /^features\['shop'\]\.prefers must be one of/,
    ],
    [{ levels: [level(0, ['x'])] }, /^levels\[0\]\.services must be one of/],
  ];
  for (const [options, message] of unknown) {
    it(`refuses at start-up a service that nobody configured: ${message.source}`, () => {
      TestBed.configureTestingModule({
        providers: [provideConvoy({ services: [{ name: 'orders' }] }, withDegradation(options))],
      });
      expect(() => TestBed.inject(Upstreams)).toThrowError(message);
    });
  }
});

import { inject } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { house, service } from '../house.spec';
import { fromCache } from './from-cache';
import { fromDegraded } from './from-degraded';
import { fromService, fromServices, type FallbackServicesStrategy } from './from-services';
import { fromStatic } from './from-static';
import { inOrder } from './in-order';

describe('fallbacks', () => {
  const unknown = { strategy: 'best' as FallbackServicesStrategy };
  const wrong: readonly [() => unknown, RegExp][] = [
    [() => fromCache({ maxAge: 0 }), /^maxAge must be a number greater than 0, but is 0\.$/],
    [() => fromService('no name'), /^service must be a name without blanks/],
    [() => fromServices([]), /^services must be a list of at least one service/],
    [() => fromServices(['a'], unknown), /^strategy must be one of sequential, parallel, circuit-/],
    [() => fromStatic(() => 1), /^value must be plain data that can be copied/],
    [() => fromStatic([], { path: 'top' }), /^path must be a path that begins with '\/'/],
    [() => fromDegraded(() => 1, { path: 'top' }), /^path must be a path that begins with '\/'/],
  ];
  for (const [index, [make, message]] of wrong.entries()) {
    it(`are refused when nothing can come of them, ${index + 1}: ${message.source}`, () => {
      expect(make).toThrowError(message);
    });
  }

  it('do not change with the value that they were made from', () => {
    const value = [1];
    const { call } = house({ fallbacks: { prices: [fromStatic(value)] } }, [service('prices')]);
    value.push(2);
    expect(call('/api/prices/7', 503).response?.body).toEqual([1]);
  });

  it('put other services first, in their order, and leave the rest as it is', () => {
    const chain = [fromCache(), fromService('a'), fromStatic(1), fromServices(['b', 'c'])];
    const [cache, a, fixed, others] = chain;
    expect(inOrder(chain)).toEqual([a, others, cache, fixed] as typeof chain);
  });

  it('make what answers once, where something can be injected', () => {
    let made = 0;
    const own = {
      kind: 'static',
      strategy: () => {
        made += 1;
        inject(CLOCK);
        return { answer: () => undefined };
      },
    } as const;
    const { call } = house({ fallbacks: { prices: [own] } }, [service('prices')]);
    call('/api/prices/7', 503);
    call('/api/prices/7', 503);
    expect(made).toBe(1);
  });
});

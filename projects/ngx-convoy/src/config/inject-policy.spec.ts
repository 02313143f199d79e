import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { inject, InjectionToken } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { PickFunction } from 'ngx-convoy/core';
import { convoy } from '../http/convoy-context';
import { withConvoy } from '../http/with-convoy';
import { provideConvoy } from '../provide-convoy';
import type { BalancingConfig } from './inject-policy';

const FAVOURITE = new InjectionToken<string>('FAVOURITE');
const POLICY = new InjectionToken<PickFunction>('POLICY', {
  factory: () => {
    const favourite = inject(FAVOURITE);
    return (candidates) => candidates.find(({ id }) => id === favourite);
  },
});

function setUp(balancing: BalancingConfig, isDefault = false) {
  const instances = ['a', 'b', 'c'].map((id) => ({ id, url: `http://${id}.test` }));
  const service = { name: 'orders', match: '/orders', instances };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      { provide: FAVOURITE, useValue: 'b' },
      provideConvoy(
        isDefault
          ? { services: [service], defaults: { balancing } }
          : { services: [{ ...service, balancing }] },
      ),
    ],
  });
  const http = TestBed.inject(HttpClient);
  const backend = TestBed.inject(HttpTestingController);
  return (affinity?: string): string => {
    http.get('/orders/1', { context: convoy({ affinity }) }).subscribe();
    const sent = backend.expectOne(({ url }) => url.endsWith('.test/1'));
    sent.flush('');
    return new URL(sent.request.url).hostname;
  };
}

describe('a balancing policy', () => {
  const ways: readonly {
    readonly title: string;
    readonly balancing: BalancingConfig;
    readonly isDefault?: boolean;
  }[] = [
    { title: 'by its token', balancing: POLICY },
    { title: 'by its token among other options', balancing: { policy: POLICY, slowStart: false } },
    { title: 'by its token for all services', balancing: POLICY, isDefault: true },
    { title: 'by a function', balancing: (candidates) => candidates.find(({ id }) => id === 'b') },
  ];
  for (const { title, balancing, isDefault } of ways) {
    it(`is taken ${title}`, () => {
      const send = setUp(balancing, isDefault);
      expect([send(), send(), send()]).toEqual(['b.test', 'b.test', 'b.test']);
    });
  }

  it('sticks to what the request says', () => {
    const send = setUp('rendezvous');
    const first = send('user-1');
    for (let i = 0; i < 10; i++) expect(send('user-1')).toBe(first);
    const others = new Set(Array.from({ length: 30 }, (_, i) => send(`user-${i}`)));
    expect(others.size).toBe(3);
  });
});

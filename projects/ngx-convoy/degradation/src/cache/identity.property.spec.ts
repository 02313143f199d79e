import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { scene } from './cache-scene.spec';

/** What may happen, in any order. */
type Step =
  | { readonly kind: 'sign in'; readonly user: string | undefined }
  | { readonly kind: 'ask'; readonly path: string; readonly token: string | undefined }
  | { readonly kind: 'answer'; readonly which: number; readonly isError: boolean }
  | { readonly kind: 'give up'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number };

const user = fc.constantFrom('ada', 'bob', 'eve","x', undefined);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('sign in' as const), user }),
  fc.record({
    kind: fc.constant('ask' as const),
    path: fc.constantFrom('/7', '/8', '/7?who=","'),
    token: fc.constantFrom('one', 'two', undefined),
  }),
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat(5), isError: fc.boolean() }),
  fc.record({ kind: fc.constant('give up' as const), which: fc.nat(5) }),
  fc.record({
    kind: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 29_000, 31_000, 400_000),
  }),
);

describe('Whatever users do, in whatever order', () => {
  it('nobody gets what was answered to somebody else', () => {
    const property = fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      TestBed.resetTestingModule();
      const who = signal<string | undefined>(undefined);
      const { http, sent, pass } = scene({}, { identity: () => who() });
      const waiting: ReturnType<typeof sent> = [];
      const subscriptions: (() => void)[] = [];
      const ownerOf = new Map<unknown, string>();
      let answers = 0;
      const take = (): void => {
        // A backend knows who asks by what the request carries, such as a cookie that the page cannot see.
        for (const request of sent()) {
          ownerOf.set(request, whose(who(), request.request.headers.get('Authorization')));
          waiting.push(request);
        }
      };
      for (const each of steps) {
        switch (each.kind) {
          case 'sign in':
            who.set(each.user);
            TestBed.tick();
            break;
          case 'ask': {
            const mine = whose(who(), each.token === undefined ? null : `Bearer ${each.token}`);
            const headers =
              each.token === undefined ? {} : { Authorization: `Bearer ${each.token}` };
            const subscription = http
              .get<{ owner: string; path: string }>(`/api/prices${each.path}`, { headers })
              .subscribe({
                next: ({ owner, path }) => {
                  answers += 1;
                  expect([owner, path]).toEqual([mine, each.path]);
                },
                error: () => undefined,
              });
            subscriptions.push(() => subscription.unsubscribe());
            take();
            break;
          }
          case 'answer': {
            const [request] = waiting.splice(each.which, 1);
            if (request === undefined || request.cancelled) break;
            const path = request.request.urlWithParams.replace('http://prices.test', '');
            if (each.isError) request.flush(null, { status: 503, statusText: 'down' });
            else request.flush({ owner: ownerOf.get(request) ?? '', path });
            take();
            break;
          }
          case 'give up':
            subscriptions[each.which]?.();
            break;
          case 'wait':
            pass(each.ms);
            take();
        }
      }
      return answers >= 0;
    });
    fc.assert(property, { numRuns: 300 });
  });
});

function whose(user: string | undefined, authorization: string | null): string {
  return JSON.stringify([user ?? '', authorization]);
}

import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CLOCK } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { Freshness, injectFreshness } from './freshness';

describe('Freshness', () => {
  let clock: ManualClock;
  let freshness: Freshness;

  beforeEach(() => {
    clock = new ManualClock(1_000);
    TestBed.configureTestingModule({ providers: [{ provide: CLOCK, useValue: clock }] });
    freshness = TestBed.inject(Freshness);
  });

  it('tells what was served last, for each service apart', () => {
    const prices = TestBed.runInInjectionContext(() => injectFreshness('pricing'));
    expect(prices()).toBeUndefined();

    freshness.live('pricing');
    expect(prices()).toEqual({ source: 'live', at: 1_000, reason: '', service: 'pricing' });

    freshness.substituted(stale);
    expect(prices()).toEqual(stale);
    expect(freshness.of('other')()).toBeUndefined();
  });

  it('keeps what is shown when a call came back with nothing, and says so until the next answer', () => {
    freshness.live('pricing');
    freshness.emptyHanded('pricing');
    expect(freshness.served('pricing')()).toEqual({
      provenance: jasmine.objectContaining({ source: 'live' }),
      isEmptyHanded: true,
    });
    freshness.live('pricing');
    expect(freshness.served('pricing')().isEmptyHanded).toBeFalse();
  });

  const stale = { source: 'stale', at: 400, reason: 'no answer', service: 'pricing' } as const;
  const kinds: readonly [string, () => void][] = [
    ['live', () => freshness.live('pricing')],
    ['stale', () => freshness.substituted({ ...stale })],
  ];
  for (const [kind, answer] of kinds) {
    it(`does not wake readers for each of many ${kind} answers`, () => {
      let wakings = 0;
      TestBed.runInInjectionContext(() =>
        effect(() => {
          freshness.of('pricing')();
          wakings += 1;
        }),
      );
      for (let call = 0; call < 50; call += 1) {
        answer();
        TestBed.tick();
        clock.advance(10);
      }
      expect(wakings).toBe(1);
    });
  }

  it('goes on with the time of live answers', () => {
    freshness.live('pricing');
    clock.advance(1_000);
    freshness.live('pricing');
    expect(freshness.of('pricing')()?.at).toBe(2_000);
  });

  it('does not tie who calls to what was served', () => {
    const calls: number[] = [];
    TestBed.runInInjectionContext(() =>
      effect(() => {
        freshness.live('pricing');
        calls.push(clock.now());
      }),
    );
    TestBed.tick();
    freshness.substituted(stale);
    TestBed.tick();
    expect(calls.length).toBe(1);
  });
});

import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { inMemoryFlags, type InMemoryFlags } from '../flags/in-memory-flags';
import type { FlagEvent } from '../flags/flag-provider';
import { withFlags } from '../flags/with-flags';
import { house, service } from '../house.spec';
import { featureGuard, type FeatureGuardOptions } from './feature-guard';

@Component({ template: 'inside' })
class Inside {}

@Component({ template: 'outside' })
class Outside {}

const features = { reviews: { needs: ['reviews'], prefers: ['photos'], flag: 'reviews' } };

function app(options?: FeatureGuardOptions, flags: InMemoryFlags = inMemoryFlags()) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([
        { path: 'matched', canMatch: [featureGuard('reviews', options)], component: Inside },
        { path: 'matched', component: Outside },
        { path: 'entered', canActivate: [featureGuard('reviews', options)], component: Inside },
        { path: 'outside', component: Outside },
      ]),
    ],
  });
  const it = house({ features }, [service('reviews'), service('photos')], [withFlags(flags)]);
  return {
    ...it,
    visit: async (path: string) => {
      const harness = await RouterTestingHarness.create();
      await harness.navigateByUrl(path);
      return `${TestBed.inject(Router).url} ${harness.routeNativeElement?.textContent ?? 'nothing'}`;
    },
  };
}

describe('featureGuard', () => {
  for (const path of ['/matched', '/entered']) {
    it(`lets users in at ${path} while the feature works`, async () => {
      expect(await app().visit(path)).toBe(`${path} inside`);
    });

    it(`sends them elsewhere from ${path} when it does not`, async () => {
      const { breakers, visit } = app({ redirectTo: '/outside?from=reviews' });
      breakers.forceOpen('reviews', 'stopped');
      expect(await visit(path)).toBe('/outside?from=reviews outside');
    });
  }

  it('leaves it to the next route that matches', async () => {
    const { breakers, visit } = app();
    breakers.forceOpen('reviews', 'stopped');
    expect(await visit('/matched')).toBe('/matched outside');
  });

  it('lets users in to what works in part, unless it is told not to', async () => {
    const lenient = app();
    lenient.breakers.forceOpen('photos', 'stopped');
    expect(await lenient.visit('/entered')).toBe('/entered inside');
    TestBed.resetTestingModule();

    const strict = app({ atLeast: 'available', redirectTo: '/outside' });
    strict.breakers.forceOpen('photos', 'stopped');
    expect(await strict.visit('/entered')).toBe('/outside outside');
  });

  it('keeps users out while the flag is off', async () => {
    const { visit } = app({ redirectTo: '/outside' }, inMemoryFlags({ reviews: false }));
    expect(await visit('/entered')).toBe('/outside outside');
  });

  describe('at the start of an app', () => {
    /** Flags that are not there yet. */
    function late() {
      const inner = inMemoryFlags({ reviews: true });
      let tell: ((event: FlagEvent) => void) | undefined;
      let isReady = false;
      const flags: InMemoryFlags = {
        ...inner,
        get status() {
          return isReady ? ('ready' as const) : ('not-ready' as const);
        },
        listen: (listener) => {
          tell = listener;
          return () => undefined;
        },
      };
      return {
        flags,
        arrive: () => {
          inner.put({ reviews: false });
          isReady = true;
          tell?.({ type: 'ready' });
        },
      };
    }

    it('waits for the first word of the flags', async () => {
      const { flags, arrive } = late();
      const { visit } = app({ redirectTo: '/outside' }, flags);
      const visited = visit('/entered');
      await Promise.resolve();
      arrive();
      TestBed.tick();
      expect(await visited).toBe('/outside outside');
    });

    it('does not wait for ever', async () => {
      const { flags } = late();
      const { visit, clock } = app({ redirectTo: '/outside', waitForFlags: 500 }, flags);
      const visited = visit('/entered');
      while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve));
      clock.advance(500);
      expect(await visited).toBe('/entered inside');
      expect(clock.pending).toBe(0);
    });
  });

  it('refuses a feature that is misspelt', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'x', canMatch: [featureGuard('rewievs')], children: [] }]),
      ],
    });
    house({ features }, [service('reviews'), service('photos')]);
    const router = TestBed.inject(Router);
    await expectAsync(router.navigateByUrl('/x')).toBeRejectedWithError(/one of the features/);
  });
});

import { computed, inject, Injector } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { Router, type CanActivateFn, type CanMatchFn, type UrlTree } from '@angular/router';
import { CLOCK } from 'ngx-convoy';
import { requireNumber, type Availability } from 'ngx-convoy/core';
import { filter, firstValueFrom, map, Observable, race } from 'rxjs';
import { FeatureMatrix } from '../features/feature-matrix';
import { flagOf } from '../features/feature-config';
import { Features } from '../features/features';
import { Flags } from '../flags/flags';

/** What a {@link featureGuard} may be told. */
export interface FeatureGuardOptions {
  /** Where to go instead, such as `/shop`. Default: nowhere; with `canMatch`, the next route that matches. */
  readonly redirectTo?: string | undefined;
  /** The least that lets users in. Default `degraded`: what works in part is worth showing. */
  readonly atLeast?: Exclude<Availability, 'unavailable'> | undefined;
  /** Milliseconds, >= 0, to wait for the first word of a flag provider, if the feature hangs on a flag. Default 1,000. */
  readonly waitForFlags?: number | undefined;
}

declare const ngServerMode: unknown;

type Verdict = boolean | UrlTree;

/**
 * Keeps users out of a route whose feature does not work. Works as `canMatch`, which leaves the code unloaded, and as
 * `canActivate`.
 *
 * Looks at the moment of navigation: who is inside stays, and sees what the page's own directives say.
 *
 * @usageNotes
 * ```ts
 * { path: 'reviews', canMatch: [featureGuard('reviews', { redirectTo: '/shop' })], loadComponent: ... }
 * ```
 * @throws ConfigurationError while navigating, when features are configured and this is none of them
 */
export function featureGuard(
  feature: string,
  { redirectTo, atLeast = 'degraded', waitForFlags = 1_000 }: FeatureGuardOptions = {},
): CanMatchFn & CanActivateFn {
  requireNumber('waitForFlags', waitForFlags, { min: 0 });
  return () => {
    const router = inject(Router);
    const state = inject(Features).of(feature);
    const judge = (): Verdict => {
      const now = state().state;
      const isIn = now === 'available' || now === atLeast;
      return isIn || redirectTo === undefined ? isIn : router.parseUrl(redirectTo);
    };
    // A server does not wait: what it cannot know yet is what the feature says.
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return judge();
    const hasFlag = flagOf(inject(FeatureMatrix).configOf(feature)) !== undefined;
    return hasFlag && inject(Flags).status() === 'not-ready'
      ? flagsHaveSpoken(waitForFlags).then(judge)
      : judge();
  };
}

/** Resolves when the provider of flags is anything but not ready, or the time is up. */
function flagsHaveSpoken(most: number): Promise<unknown> {
  const clock = inject(CLOCK);
  const flags = inject(Flags);
  const hasSpoken = computed(() => flags.status() !== 'not-ready');
  const spoken = toObservable(hasSpoken, { injector: inject(Injector) }).pipe(filter(Boolean));
  const timeIsUp = new Observable<true>((observer) =>
    clock.schedule(clock.now() + most, () => {
      observer.next(true);
    }),
  );
  return firstValueFrom(race(spoken, timeIsUp).pipe(map(() => undefined)));
}

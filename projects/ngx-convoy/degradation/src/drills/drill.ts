import type { HttpResponse } from '@angular/common/http';
import { inject, Injector, type Type } from '@angular/core';
import type { Elsewhere, Fallback, FallbackStrategy, ServiceCall } from 'ngx-convoy';
import { requireNumber } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { DrillRunner } from './drill-runner';

/** What `fallbackDrills` takes. */
export interface FallbackDrillsOptions {
  /** Share of calls after which something that stands in is tried, 0 to 1. Default 0. */
  readonly share?: number | undefined;
  /** Other shares for some services, by name. */
  readonly services?: Readonly<Record<string, number>> | undefined;
}

/** Runs a drill that has been decided on, beside the answer that the caller has got. */
export type Drill = (response: HttpResponse<unknown>, elsewhere: Elsewhere) => void;

/** Tries fallbacks, and notes which were needed. */
export interface DrillPort {
  /** Decides after a good answer. */
  begin(
    call: ServiceCall,
    chain: readonly Fallback[],
    strategyOf: (fallback: Fallback) => FallbackStrategy,
  ): Drill | undefined;
  /** A fallback has really answered. */
  used(service: string, fallback: Fallback): void;
}

/** Drills for `withDegradation`; made by {@link fallbackDrills}, which carries along what it needs. */
export interface Drills {
  readonly share: number;
  readonly services: ReadonlyMap<string, number>;
  readonly runner: Type<DrillPort>;
}

/**
 * Keeps fallbacks alive: after a share of good answers, one that stands in is asked as well, in the shadow, and what it says
 * is compared with the live answer. What is never tried does not work when it is needed, and adds load when it does.
 *
 * Only GET and HEAD are ever tried; nobody waits for a drill, and nobody gets its answer. See `FallbackDrills` for what has
 * come of it.
 *
 * @usageNotes
 * ```ts
 * withDegradation({ fallbacks, drills: fallbackDrills({ share: 0.01, services: { payments: 0 } }) })
 * ```
 * @throws ConfigurationError for a share that is not from 0 to 1
 */
export function fallbackDrills({ share = 0, services = {} }: FallbackDrillsOptions = {}): Drills {
  return {
    share: requireNumber('drills.share', share, { min: 0, max: 1 }),
    services: new Map(
      Object.entries(services).map(([name, own]) => [
        name,
        requireNumber(`drills.services['${name}']`, own, { min: 0, max: 1 }),
      ]),
    ),
    runner: DrillRunner,
  };
}

/** The drills that are configured. */
export function injectDrills(): DrillPort | undefined {
  const { drills } = inject(DEGRADATION);
  return drills && inject(Injector).get(drills.runner);
}

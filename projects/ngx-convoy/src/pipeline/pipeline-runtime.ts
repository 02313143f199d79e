import { InjectionToken, inject } from '@angular/core';
import { DeadlineTimer, type PipelineRuntime } from 'ngx-convoy/core';
import { CLOCK, RANDOM } from '../platform/tokens';

declare const ngDevMode: unknown;

/**
 * What a `pipeline` of your own needs: the app's clock, chance and one timer for all deadlines.
 *
 * @usageNotes
 * ```ts
 * private readonly careful = pipeline(inject(PIPELINE_RUNTIME), withBreaker(), withTimeout(2_000));
 * ```
 */
export const PIPELINE_RUNTIME = /* @__PURE__ */ new InjectionToken<PipelineRuntime<AbortSignal>>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'PIPELINE_RUNTIME' : '',
  {
    factory: () => {
      const clock = inject(CLOCK);
      return {
        clock,
        random: inject(RANDOM),
        deadlines: new DeadlineTimer(clock),
        abortController: () => new AbortController(),
      };
    },
  },
);

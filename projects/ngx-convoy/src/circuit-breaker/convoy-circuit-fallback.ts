import { Directive, inject, TemplateRef } from '@angular/core';
import type { CircuitState } from 'ngx-convoy/core';

/** What a fallback template is given. */
export interface ConvoyCircuitContext {
  readonly $implicit: {
    readonly state: CircuitState;
    /** Why it is in this state, in words. */
    readonly reason: string;
    /** Epoch milliseconds of the next trial call. */
    readonly retryAt: number | undefined;
  };
}

/** Marks what `<convoy-circuit-breaker>` shows while its circuit is open. */
@Directive({ selector: '[convoyCircuitFallback]' })
export class ConvoyCircuitFallback {
  readonly template = inject<TemplateRef<ConvoyCircuitContext>>(TemplateRef);

  static ngTemplateContextGuard(
    _directive: ConvoyCircuitFallback,
    context: unknown,
  ): context is ConvoyCircuitContext {
    return context !== undefined;
  }
}

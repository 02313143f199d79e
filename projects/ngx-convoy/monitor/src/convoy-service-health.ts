import { Directive, inject, TemplateRef } from '@angular/core';
import type { ServiceHealth } from './service-monitor';

/** What the template inside `<convoy-service-monitor>` is given. */
export interface ConvoyServiceHealthContext {
  /** In the order in which they were given. */
  readonly $implicit: readonly ServiceHealth[];
}

/** Marks what `<convoy-service-monitor>` shows of its services. */
@Directive({ selector: '[convoyServiceHealth]' })
export class ConvoyServiceHealth {
  readonly template = inject<TemplateRef<ConvoyServiceHealthContext>>(TemplateRef);

  static ngTemplateContextGuard(
    _directive: ConvoyServiceHealth,
    context: unknown,
  ): context is ConvoyServiceHealthContext {
    return context !== undefined;
  }
}

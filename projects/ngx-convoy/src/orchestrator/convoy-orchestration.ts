import { Directive, inject, TemplateRef } from '@angular/core';
import type { OrchestrationRun } from './orchestration-run';

/** What the template inside `<convoy-service-orchestrator>` is given. */
export interface ConvoyOrchestrationContext {
  readonly $implicit: OrchestrationRun<unknown, Readonly<Record<string, unknown>>>;
}

/** Marks what `<convoy-service-orchestrator>` shows of its run. */
@Directive({ selector: '[convoyOrchestration]' })
export class ConvoyOrchestration {
  readonly template = inject<TemplateRef<ConvoyOrchestrationContext>>(TemplateRef);

  static ngTemplateContextGuard(
    _directive: ConvoyOrchestration,
    context: unknown,
  ): context is ConvoyOrchestrationContext {
    return context !== undefined;
  }
}

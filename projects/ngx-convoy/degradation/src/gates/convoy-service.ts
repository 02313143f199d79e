import { computed, Directive, inject, input, TemplateRef } from '@angular/core';
import type { ServiceState } from 'ngx-convoy/core';
import { ServiceStates } from '../features/service-states';
import { followTemplate } from './follow-template';

/** What the templates of {@link ConvoyService} see. */
export interface ConvoyServiceContext {
  /** `let state`: its status, and why. */
  readonly $implicit: ServiceState;
  /** Name of the service: `let name = service`. */
  readonly service: string;
}

/**
 * Renders its content while a service is there.
 *
 * By the service alone, whatever stands in for it: for what people know by a name, use `*convoyFeature`.
 *
 * @usageNotes
 * ```html
 * <app-pay *convoyService="'payments'; degraded slow; else closed; let state" />
 * <ng-template #slow let-state>Paying may take longer: {{ state.reason }}</ng-template>
 * <ng-template #closed>You can pay later.</ng-template>
 * ```
 */
@Directive({ selector: '[convoyService]' })
export class ConvoyService {
  /** Name of the service. */
  readonly service = input.required<string>({ alias: 'convoyService' });
  /** Shown while it is down. */
  readonly elseTemplate = input<TemplateRef<ConvoyServiceContext> | undefined>(undefined, {
    alias: 'convoyServiceElse',
  });
  /** Shown in the content's place while it is there, but not as it should be. */
  readonly degradedTemplate = input<TemplateRef<ConvoyServiceContext> | undefined>(undefined, {
    alias: 'convoyServiceDegraded',
  });
  /** Shown while it cannot be reached because the user has no network. */
  readonly offlineTemplate = input<TemplateRef<ConvoyServiceContext> | undefined>(undefined, {
    alias: 'convoyServiceOffline',
  });

  private readonly services = inject(ServiceStates);
  private readonly content = inject<TemplateRef<ConvoyServiceContext>>(TemplateRef);
  private readonly state = computed(() => this.services.of(this.service()));
  private readonly wanted = computed(() => {
    switch (this.state().status) {
      case 'up':
      case 'unknown':
        return this.content;
      case 'degraded':
        return this.degradedTemplate() ?? this.content;
      case 'down':
        return (
          (this.services.isOffline(this.service()) ? this.offlineTemplate() : undefined) ??
          this.elseTemplate()
        );
    }
  });

  /** For the compiler only: lets templates read `let state` as `ServiceState`. */
  static ngTemplateContextGuard(
    _directive: ConvoyService,
    context: unknown,
  ): context is ConvoyServiceContext {
    return context !== undefined;
  }

  constructor() {
    const { state, service } = this;
    followTemplate(this.wanted, {
      get $implicit() {
        return state();
      },
      get service() {
        return service();
      },
    });
  }
}

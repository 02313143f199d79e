import { computed, Directive, inject, input, TemplateRef } from '@angular/core';
import { CircuitBreakers, type ConvoyCircuitContext } from 'ngx-convoy';
import { followTemplate } from './follow-template';

/**
 * Renders its content while a service's circuit breaker lets calls through.
 *
 * The structural sibling of `<convoy-circuit-breaker>`, which can also change thresholds: this one only looks.
 *
 * @usageNotes
 * ```html
 * <app-orders *convoyCircuit="'orders'; open resting; halfOpen: trying" />
 * <ng-template #resting let-circuit>Orders are resting: {{ circuit.reason }}</ng-template>
 * <ng-template #trying>Finding out whether orders are back ...</ng-template>
 * ```
 */
@Directive({ selector: '[convoyCircuit]' })
export class ConvoyCircuit {
  /** Name of the service. */
  readonly service = input.required<string>({ alias: 'convoyCircuit' });
  /** Shown while it is open, by itself or by hand. */
  readonly openTemplate = input<TemplateRef<ConvoyCircuitContext> | undefined>(undefined, {
    alias: 'convoyCircuitOpen',
  });
  /** Shown in the content's place while trial calls find out whether the service is back. */
  readonly halfOpenTemplate = input<TemplateRef<ConvoyCircuitContext> | undefined>(undefined, {
    alias: 'convoyCircuitHalfOpen',
  });

  private readonly content = inject<TemplateRef<ConvoyCircuitContext>>(TemplateRef);
  private readonly breakers = inject(CircuitBreakers);
  private readonly circuit = computed(() => this.breakers.of(this.service()));
  private readonly view = computed(() => {
    const { state, reason, retryAt } = this.circuit();
    return { state: state() ?? 'closed', reason: reason() ?? '', retryAt: retryAt() };
  });
  private readonly state = computed(() => this.view().state);
  private readonly wanted = computed(() => {
    switch (this.state()) {
      case 'open':
      case 'forced-open':
        return this.openTemplate();
      case 'half-open':
        return this.halfOpenTemplate() ?? this.content;
      default:
        return this.content;
    }
  });

  /** For the compiler only: lets templates read `let circuit`. */
  static ngTemplateContextGuard(
    _directive: ConvoyCircuit,
    context: unknown,
  ): context is ConvoyCircuitContext {
    return context !== undefined;
  }

  constructor() {
    const { view } = this;
    followTemplate(this.wanted, {
      get $implicit() {
        return view();
      },
    });
  }
}

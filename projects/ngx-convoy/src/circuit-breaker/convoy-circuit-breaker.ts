import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChild,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  untracked,
} from '@angular/core';
import type { CircuitBreakerOptions, CircuitState } from 'ngx-convoy/core';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { ConvoyCircuitFallback, type ConvoyCircuitContext } from './convoy-circuit-fallback';

/**
 * Shows its content while a service's circuit lets calls through, and a fallback template while it does not.
 *
 * Given thresholds apply to the service's own breaker for as long as the component is there; without any it only looks.
 *
 * @usageNotes
 * ```html
 * <convoy-circuit-breaker serviceName="orders" [failureThreshold]="5" [timeoutDuration]="10_000"
 *     (stateChange)="log($event)">
 *   <app-orders />
 *   <ng-template convoyCircuitFallback let-circuit>Orders are resting: {{ circuit.reason }}</ng-template>
 * </convoy-circuit-breaker>
 * ```
 */
@Component({
  selector: 'convoy-circuit-breaker',
  imports: [NgTemplateOutlet],
  template: `
    @if (isOpen()) {
      @if (fallback(); as fallback) {
        <ng-container
          [ngTemplateOutlet]="fallback.template"
          [ngTemplateOutletContext]="context()"
        />
      }
    } @else {
      <ng-content />
    }
  `,
  host: { '[attr.data-circuit]': 'record()?.circuit' },
})
export class ConvoyCircuitBreaker {
  readonly serviceName = input.required<string>();
  /** Failures inside the window that open it, >= 1. */
  readonly failureThreshold = input<number>();
  /** Milliseconds that it stays open, >= 0. */
  readonly timeoutDuration = input<number>();
  /** Milliseconds that it looks back, > 0. */
  readonly monitoringWindow = input<number>();

  /** After every move of the circuit. */
  readonly stateChange = output<CircuitState>();
  /** What a call to the service failed with for good. */
  readonly failure = output<unknown>();

  protected readonly fallback = contentChild(ConvoyCircuitFallback);

  private readonly registry = inject(ServiceRegistry);
  private readonly upstreams = inject(Upstreams);

  protected readonly record = computed(() => this.registry.service(this.serviceName())());
  protected readonly isOpen = computed(() => {
    const circuit = this.record()?.circuit;
    return circuit === 'open' || circuit === 'forced-open';
  });
  protected readonly context = computed((): ConvoyCircuitContext => {
    const record = this.record();
    return {
      $implicit: {
        state: record?.circuit ?? 'closed',
        reason: record?.circuitReason ?? '',
        retryAt: record?.retryAt,
      },
    };
  });

  private readonly thresholds = computed((): CircuitBreakerOptions | undefined => {
    const failureThreshold = this.failureThreshold();
    const timeoutDuration = this.timeoutDuration();
    const monitoringWindow = this.monitoringWindow();
    const given = {
      ...(failureThreshold === undefined ? {} : { failureThreshold }),
      ...(timeoutDuration === undefined ? {} : { timeoutDuration }),
      ...(monitoringWindow === undefined ? {} : { monitoringWindow }),
    };
    return Object.keys(given).length === 0 ? undefined : given;
  });

  constructor() {
    effect((onCleanup) => {
      const thresholds = this.thresholds();
      const upstream = this.upstreams.get(this.serviceName());
      if (thresholds === undefined || upstream === undefined) return;
      const { breaker, options } = upstream;
      untracked(() => {
        breaker.configure({ ...options.breaker, ...thresholds });
      });
      onCleanup(() => {
        breaker.configure(options.breaker);
      });
    });
    const stop = this.upstreams.listen({
      circuitMoved: (upstream, transition, endpoint) => {
        if (endpoint === undefined && upstream.name === this.serviceName()) {
          this.stateChange.emit(transition.to);
        }
      },
      callFailed: (upstream, error) => {
        if (upstream.name === this.serviceName()) this.failure.emit(error);
      },
    });
    inject(DestroyRef).onDestroy(stop);
  }
}

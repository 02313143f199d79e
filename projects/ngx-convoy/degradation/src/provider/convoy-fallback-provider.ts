import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { FALLBACK } from 'ngx-convoy';
import {
  ConfigurationError,
  evaluateDegradation,
  validateDegradationLevels,
  type DegradationLevel,
} from 'ngx-convoy/core';
import { FallbackChain } from '../fallback/fallback-chain';
import { servicesFallback, type FallbackServicesStrategy } from '../fallback/from-services';
import { ServiceStates } from '../features/service-states';
import { Freshness } from '../provenance/freshness';

/** Another service has answered. */
export interface FallbackEvent {
  readonly fromService: string;
  readonly toService: string;
}

/** Another level is reached. */
export interface DegradationEvent {
  readonly level: number;
  readonly availableFeatures: readonly string[];
}

/**
 * Lets other services stand in for one while it is there, and says which level its services allow. What stands in holds for
 * every request to that service, wherever it is made; what the app is configured with comes after it.
 *
 * Thin: the same is said once and for all by `withDegradation({ fallbacks, levels })`, with features, hysteresis and notices.
 *
 * @usageNotes
 * ```html
 * <convoy-fallback-provider #search="convoyFallbackProvider" primaryService="search"
 *     [fallbackServices]="['search-eu', 'search-us']" fallbackStrategy="circuit-breaker"
 *     [degradationLevels]="levels" (fallback)="log($event)" (degradation)="show($event)">
 *   @if (search.level() < 2) { <app-filters /> }
 *   <app-results />
 * </convoy-fallback-provider>
 * ```
 * @throws ConfigurationError without `withDegradation`, and for levels or names that are none
 */
@Component({
  selector: 'convoy-fallback-provider',
  exportAs: 'convoyFallbackProvider',
  template: '<ng-content />',
  host: { '[attr.data-level]': 'level()', '[attr.data-service]': 'activeService()' },
})
export class ConvoyFallbackProvider {
  readonly primaryService = input.required<string>();
  /** In the order of preference. */
  readonly fallbackServices = input<readonly string[]>([]);
  readonly fallbackStrategy = input<FallbackServicesStrategy>('sequential');
  /** From all to least; none: everything is available. */
  readonly degradationLevels = input<readonly DegradationLevel[]>([]);

  readonly fallback = output<FallbackEvent>();
  readonly degradation = output<DegradationEvent>();

  private readonly services = inject(ServiceStates);
  private readonly freshness = inject(Freshness);
  private readonly answeredBy = signal<string | undefined>(undefined);
  private readonly reached = computed(() => {
    const levels = this.degradationLevels();
    if (levels.length === 0) return { level: 0, services: [], features: [] };
    return evaluateDegradation(
      validateDegradationLevels(levels),
      (service) => !this.services.isDown(service),
    );
  });

  /** The level that its services allow; 0 is everything. */
  readonly level = computed(() => this.reached().level);
  /** Features of that level. */
  readonly availableFeatures = computed(() => this.reached().features);
  /** Who has answered last: the first service, or one in its place. */
  readonly activeService = computed(() => {
    const primary = this.primaryService();
    const isElsewhere = this.freshness.of(primary)()?.source === 'failover';
    return isElsewhere ? (this.answeredBy() ?? primary) : primary;
  });

  constructor() {
    const chain = inject(FALLBACK, { optional: true });
    if (!(chain instanceof FallbackChain)) {
      throw new ConfigurationError(
        'convoy-fallback-provider',
        'no fallbacks',
        'used where withDegradation({ ... }) is among the extensions of provideConvoy',
      );
    }
    let remove = (): void => undefined;
    effect(() => {
      const [primary, others] = [this.primaryService(), this.fallbackServices()];
      const strategy = this.fallbackStrategy();
      remove();
      this.answeredBy.set(undefined);
      if (others.length === 0) return;
      const fallback = servicesFallback(others, strategy, (fromService, toService) => {
        this.answeredBy.set(toService);
        this.fallback.emit({ fromService, toService });
      });
      remove = chain.add(primary, fallback);
    });
    let before = 0;
    effect(() => {
      const { level, features } = this.reached();
      untracked(() => {
        if (level !== before) this.degradation.emit({ level, availableFeatures: features });
        before = level;
      });
    });
    inject(DestroyRef).onDestroy(() => {
      remove();
    });
  }
}

import {
  assertInInjectionContext,
  computed,
  inject,
  linkedSignal,
  Service,
  type Signal,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { ConfigurationError } from 'ngx-convoy/core';
import { DEGRADATION, type FeatureConfig } from '../degradation-options';
import { Freshness } from '../provenance/freshness';
import type { Provenance } from '../provenance/provenance';
import type { Availability, FeatureState } from './feature-state';
import { ServiceStates } from './service-states';

/** One of the services that a feature is made of, as the feature sees it. */
interface Part {
  readonly state: Availability;
  readonly reason: string;
  readonly provenance: Provenance | undefined;
}

const RANK: Readonly<Record<Availability, number>> = { available: 0, degraded: 1, unavailable: 2 };

/**
 * How the features of the app are, computed from the services that they need.
 *
 * @usageNotes
 * ```ts
 * protected readonly reviews = inject(Features).of('reviews');
 * // @if (reviews().state !== 'unavailable') { ... }
 * ```
 */
@Service()
export class Features {
  /** All of them, in the order of the configuration. */
  readonly all: Signal<readonly FeatureState[]>;

  private readonly clock = inject(CLOCK);
  private readonly services = inject(ServiceStates);
  private readonly freshness = inject(Freshness);
  private readonly options = inject(DEGRADATION);
  private readonly states = new Map<string, Signal<FeatureState>>();

  constructor() {
    const { features } = this.options;
    this.all = computed(() => {
      const names = features.size > 0 ? [...features.keys()] : this.services.names();
      return names.map((name) => this.of(name)());
    });
  }

  /**
   * How one feature is.
   *
   * @throws ConfigurationError when features are configured and this is none of them
   */
  of(feature: string): Signal<FeatureState> {
    let state = this.states.get(feature);
    if (state === undefined) {
      state = this.watch(feature, this.configOf(feature));
      this.states.set(feature, state);
    }
    return state;
  }

  private configOf(feature: string): FeatureConfig {
    const { features } = this.options;
    const config = features.get(feature);
    if (config !== undefined) return config;
    if (features.size === 0) return { needs: [feature] };
    const names = [...features.keys()].join(', ');
    throw new ConfigurationError('feature', feature, `one of the features ${names}`);
  }

  /** Remembers since when it is in its state. */
  private watch(feature: string, config: FeatureConfig): Signal<FeatureState> {
    return linkedSignal<Omit<FeatureState, 'since'>, FeatureState>({
      source: () => this.assess(feature, config),
      computation: (fresh, previous) => {
        const before = previous?.value;
        const since = before?.state === fresh.state ? before.since : this.clock.now();
        return { ...fresh, since };
      },
      equal: isSame,
    }).asReadonly();
  }

  private assess(feature: string, config: FeatureConfig): Omit<FeatureState, 'since'> {
    const label = config.label ?? this.services.labelOf(feature);
    const parts = [
      ...config.needs.map((service) => this.needed(service)),
      ...(config.prefers ?? []).map((service) => this.preferred(service)),
    ];
    const worst = parts.reduce((a, b) => (RANK[b.state] > RANK[a.state] ? b : a));
    return { feature, label, ...worst };
  }

  private needed(service: string): Part {
    const { status, reason } = this.services.of(service);
    const { provenance } = this.freshness.served(service)();
    const because = `${service}: ${reason}`;
    switch (status) {
      case 'up':
      case 'unknown':
        return { state: 'available', reason: '', provenance };
      case 'degraded': {
        // Some instances are out, or calls are tried again: what counts is what is really shown.
        const isSubstitute = provenance !== undefined && provenance.source !== 'live';
        return isSubstitute
          ? { state: 'degraded', reason: because, provenance }
          : { state: 'available', reason: '', provenance };
      }
      case 'down':
        if (this.isCovered(service)) return { state: 'degraded', reason: because, provenance };
        // A feature that is hidden makes no calls, and without a call no breaker ever closes.
        return this.services.isWorthATry(service)
          ? { state: 'degraded', reason: `${service}: worth another try`, provenance }
          : { state: 'unavailable', reason: because, provenance };
    }
  }

  private preferred(service: string): Part {
    const part = this.needed(service);
    return part.state === 'unavailable' ? { ...part, state: 'degraded' } : part;
  }

  /**
   * Whether something stands in for a service that is down: by what calls really got, and before there was one, by what
   * its fallbacks promise. Once something stood in, one call that finds nothing does not take the feature away.
   */
  private isCovered(service: string): boolean {
    const { provenance, isEmptyHanded } = this.freshness.served(service)();
    if (provenance !== undefined && provenance.source !== 'live') return true;
    if (isEmptyHanded) return false;
    return (this.options.fallbacks.get(service) ?? []).some((fallback) => {
      switch (fallback.kind) {
        case 'static':
        case 'degraded':
        case 'queue':
          return true;
        case 'service':
          return fallback.services?.some((other) => !this.services.isDown(other)) ?? false;
        case 'cache':
          return provenance !== undefined;
      }
    });
  }
}

/**
 * How a feature is.
 *
 * @usageNotes
 * ```ts
 * protected readonly reviews = injectFeature('reviews'); // reviews().state, reviews().reason
 * ```
 * @throws ConfigurationError when features are configured and this is none of them
 */
export function injectFeature(feature: string): Signal<FeatureState> {
  assertInInjectionContext(injectFeature);
  return inject(Features).of(feature);
}

function isSame(a: FeatureState, b: FeatureState): boolean {
  return (
    a.state === b.state &&
    a.reason === b.reason &&
    a.label === b.label &&
    a.since === b.since &&
    a.provenance === b.provenance
  );
}

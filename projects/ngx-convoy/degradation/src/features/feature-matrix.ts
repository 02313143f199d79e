import { computed, inject, Service, type Signal } from '@angular/core';
import {
  ConfigurationError,
  type Availability,
  type Dependency,
  type DependencyState,
} from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { Freshness } from '../provenance/freshness';
import type { Provenance } from '../provenance/provenance';
import { dependenciesOf, type FeatureConfig } from './feature-config';
import { ServiceStates } from './service-states';

/** How one dependency of one feature is. */
export interface FeatureDependency extends DependencyState {
  /** Why, in words. Empty while it is available. */
  readonly reason: string;
  /** Where the service's data was last taken from; `undefined` before the first answer. */
  readonly provenance: Provenance | undefined;
  /** Whether it is the user's own network. */
  readonly isOffline: boolean;
}

/** A feature and how everything is that it is made of. */
export interface FeatureRow {
  readonly feature: string;
  readonly label: string;
  readonly dependencies: readonly FeatureDependency[];
}

/**
 * Features and the services that they are made of, as these are at this moment; before flags and levels have their say.
 *
 * @usageNotes
 * ```ts
 * for (const { label, dependencies } of inject(FeatureMatrix).rows()) { ... }
 * ```
 */
@Service()
export class FeatureMatrix {
  /** All features, in the order of the configuration. */
  readonly rows: Signal<readonly FeatureRow[]>;

  private readonly services = inject(ServiceStates);
  private readonly freshness = inject(Freshness);
  private readonly options = inject(DEGRADATION);
  private readonly byFeature = new Map<string, Signal<FeatureRow>>();

  constructor() {
    this.rows = computed(() => this.names().map((name) => this.row(name)()));
  }

  /** Names of all features. Reactive: without configuration they come and go with the services. */
  names(): readonly string[] {
    const { features } = this.options;
    return features.size > 0 ? [...features.keys()] : this.services.names();
  }

  /**
   * One feature and what it is made of.
   *
   * @throws ConfigurationError when features are configured and this is none of them
   */
  row(feature: string): Signal<FeatureRow> {
    let row = this.byFeature.get(feature);
    if (row === undefined) {
      const config = this.configOf(feature);
      // Without levels they follow from what is missing, whatever it is.
      const tier = this.options.levels.length > 0 ? undefined : 1;
      const dependencies = dependenciesOf(config, tier);
      row = computed(() => ({
        feature,
        label: config.label ?? this.services.labelOf(feature),
        dependencies: dependencies.map((dependency) => this.assess(dependency)),
      }));
      this.byFeature.set(feature, row);
    }
    return row;
  }

  /**
   * What was configured for a feature.
   *
   * @throws ConfigurationError when features are configured and this is none of them
   */
  configOf(feature: string): FeatureConfig {
    const { features } = this.options;
    const config = features.get(feature);
    if (config !== undefined) return config;
    if (features.size === 0) return { needs: [feature] };
    const names = [...features.keys()].join(', ');
    throw new ConfigurationError('feature', feature, `one of the features ${names}`);
  }

  private assess(dependency: Dependency): FeatureDependency {
    const { service } = dependency;
    const { status, reason } = this.services.of(service);
    const { provenance } = this.freshness.served(service)();
    const isOffline = this.services.isOffline(service);
    const because = `${service}: ${reason}`;
    const as = (state: Availability, why: string): FeatureDependency => ({
      ...{ ...dependency, state, reason: why, provenance, isOffline },
    });
    switch (status) {
      case 'up':
      case 'unknown':
        return as('available', '');
      case 'degraded':
        // Some instances are out, or calls are tried again: what counts is what is really shown.
        return isSubstitute(provenance) ? as('degraded', because) : as('available', '');
      case 'down':
        if (this.isCovered(service)) return as('degraded', because);
        // A feature that is hidden makes no calls, and without a call no breaker ever closes.
        return this.services.isWorthATry(service)
          ? as('degraded', `${service}: worth another try`)
          : as('unavailable', because);
    }
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

/** Whether what was last shown is not as good as what the service itself says. */
function isSubstitute(provenance: Provenance | undefined): boolean {
  return provenance !== undefined && provenance.source !== 'live' && provenance.source !== 'cache';
}

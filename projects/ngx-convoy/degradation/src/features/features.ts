import {
  assertInInjectionContext,
  computed,
  inject,
  linkedSignal,
  Service,
  type Signal,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { effectOf, worstOf } from 'ngx-convoy/core';
import { Flags } from '../flags/flags';
import { CurrentLevel } from '../levels/current-level';
import { flagOf } from './feature-config';
import { FeatureMatrix } from './feature-matrix';
import type { FeatureState } from './feature-state';

/** A state before it is known since when. */
type Assessment = Omit<FeatureState, 'since'>;

/**
 * How the features of the app are. A feature is available when its flag is on, the level that somebody holds offers it,
 * and the services that it is made of are there.
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
  private readonly matrix = inject(FeatureMatrix);
  private readonly flags = inject(Flags);
  private readonly level = inject(CurrentLevel);
  private readonly states = new Map<string, Signal<FeatureState>>();

  constructor() {
    this.all = computed(() => this.matrix.names().map((name) => this.of(name)()));
  }

  /**
   * How one feature is.
   *
   * @throws ConfigurationError when features are configured and this is none of them
   */
  of(feature: string): Signal<FeatureState> {
    let state = this.states.get(feature);
    if (state === undefined) {
      state = this.watch(feature);
      this.states.set(feature, state);
    }
    return state;
  }

  /** Remembers since when it is in its state. */
  private watch(feature: string): Signal<FeatureState> {
    const gate = flagOf(this.matrix.configOf(feature));
    const flag = gate === undefined ? undefined : this.flags.boolean(gate.key, gate.otherwise);
    return linkedSignal<Assessment, FeatureState>({
      source: () => {
        if (flag !== undefined && !flag().value) {
          return { ...this.off(feature), cause: 'flag', reason: `its flag ${flag().flag} is off` };
        }
        const assessed = this.assess(feature);
        // What is gone anyway is gone for its own reason.
        if (assessed.state === 'unavailable' || !this.level.withholds(feature)) return assessed;
        const reason = this.level.reason() || `not offered at level ${this.level.level()}`;
        return { ...this.off(feature), cause: 'level', reason };
      },
      computation: (fresh, previous) => {
        const before = previous?.value;
        const since = before?.state === fresh.state ? before.since : this.clock.now();
        return { ...fresh, since };
      },
      equal: isSame,
    }).asReadonly();
  }

  private off(feature: string): Omit<Assessment, 'cause' | 'reason'> {
    const { label, dependencies } = this.matrix.row(feature)();
    return { feature, label, state: 'unavailable', provenance: dependencies[0]?.provenance };
  }

  private assess(feature: string): Assessment {
    const { label, dependencies } = this.matrix.row(feature)();
    const worst = worstOf(dependencies);
    if (worst === undefined) {
      const provenance = dependencies[0]?.provenance;
      return { feature, label, state: 'available', cause: undefined, reason: '', provenance };
    }
    return {
      ...{ feature, label, state: effectOf(worst), reason: worst.reason },
      cause: worst.isOffline ? 'offline' : 'service',
      provenance: worst.provenance,
    };
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
    a.cause === b.cause &&
    a.reason === b.reason &&
    a.label === b.label &&
    a.since === b.since &&
    a.provenance === b.provenance
  );
}

import {
  assertInInjectionContext,
  computed,
  effect,
  inject,
  Service,
  type Signal,
} from '@angular/core';
import type { Held } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { dependenciesOf, type LevelConfig } from '../features/feature-config';
import type { FeatureState } from '../features/feature-state';
import { Features } from '../features/features';
import { ServiceStates } from '../features/service-states';
import type { HoldOptions } from '../overrides/overrides';
import { CurrentLevel } from './current-level';

/**
 * How much of itself the app still offers.
 *
 * Goes up at once, and down one level at a time, each after things have been better for a whole stable period: it does not
 * flicker while services come back one by one. Somebody may hold it at a level for a while.
 *
 * @usageNotes
 * ```ts
 * private readonly degradation = inject(Degradation);
 * // {{ degradation.level() }}: {{ degradation.reason() }}
 *
 * this.degradation.pin(2, { by: 'Ada', reason: 'the big sale', duration: 3_600_000 });
 * ```
 */
@Service()
export class Degradation {
  /** 0 is everything; the higher, the less. */
  readonly level: Signal<number>;
  /** What the state of the services calls for, whatever somebody holds. */
  readonly automatic: Signal<number>;
  /** The level that somebody holds by hand: who, why and until when. */
  readonly pinned: Signal<Held<number> | undefined>;
  /** Epoch milliseconds of the next step down, if things stay as they are; `undefined` when there is none to take. */
  readonly stepDownAt: Signal<number | undefined>;
  /** What people call this level; empty when nobody named it. */
  readonly label: Signal<string>;
  /** Names of the features that this level offers. */
  readonly features: Signal<readonly string[]>;
  /** Features that are not as they should be. One whose flag is off is as it should be: it is not there. */
  readonly reduced: Signal<readonly FeatureState[]>;
  /** Features that work as they should. */
  readonly working: Signal<readonly FeatureState[]>;
  /** The state in one sentence: `2 services reduced: recommendations, pricing`. */
  readonly reason: Signal<string>;

  private readonly options = inject(DEGRADATION);
  private readonly services = inject(ServiceStates);
  private readonly states = inject(Features);
  private readonly current = inject(CurrentLevel);

  constructor() {
    const { current } = this;
    this.level = current.level;
    this.automatic = current.automatic;
    this.pinned = current.pin;
    this.stepDownAt = current.stepDownAt;
    this.label = computed(() => current.config()?.label ?? '');
    this.reduced = computed(() =>
      this.states.all().filter(({ state, cause }) => state !== 'available' && cause !== 'flag'),
    );
    this.working = computed(() => this.states.all().filter(({ state }) => state === 'available'));
    this.features = computed(
      () => current.config()?.features ?? this.working().map(({ feature }) => feature),
    );
    this.reason = computed(() => this.explain());

    // Kept up to date although nobody may look, so that `since` is when it happened.
    effect(() => {
      this.states.all();
    });
  }

  /** The levels that there are, ascending: those configured, or 0 and the tiers of dependencies. */
  get levels(): readonly number[] {
    return this.current.all;
  }

  /** What was configured for a level; `undefined` when levels are tiers of dependencies. */
  configOf(level: number): LevelConfig | undefined {
    return this.options.levels.find((config) => config.level === level);
  }

  /**
   * Holds the app at a level for a while, in all its tabs on this machine and over a reload. Features that the level does
   * not list are then withheld although they might work. Nobody is offered more than works: a feature without its services
   * stays reduced.
   *
   * @throws ConfigurationError when there is no such level, or the duration is out of range
   */
  pin(level: number, options?: HoldOptions): void {
    this.current.hold(level, options);
  }

  /** Lets the level follow the services again. */
  unpin(): void {
    this.current.release();
  }

  private explain(): string {
    const held = this.current.reason();
    if (held !== '') return held;
    const { features, levels } = this.options;
    const relevant = new Set([
      ...[...features.values()].flatMap((feature) =>
        dependenciesOf(feature, undefined).map(({ service }) => service),
      ),
      ...levels.flatMap(({ services }) => services),
    ]);
    const names = relevant.size > 0 ? [...relevant] : this.services.names();
    const down = names.filter((service) => this.services.isDown(service));
    if (down.length > 0) {
      const noun = down.length === 1 ? 'service' : 'services';
      return `${down.length} ${noun} reduced: ${down.join(', ')}`;
    }
    const reduced = this.reduced();
    if (reduced.length > 0) return reduced.map(({ reason }) => reason).join('; ');
    return this.level() > 0 ? 'services are back; waiting for them to stay' : 'everything works';
  }
}

/**
 * The level in force: 0 is everything; the higher, the less.
 *
 * @usageNotes
 * ```ts
 * protected readonly level = injectLevel(); // @if (level() < 2) { <app-recommendations /> }
 * ```
 */
export function injectLevel(): Signal<number> {
  assertInInjectionContext(injectLevel);
  return inject(Degradation).level;
}

import {
  computed,
  DestroyRef,
  effect,
  inject,
  NgZone,
  Service,
  signal,
  untracked,
  type Signal,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { evaluateDegradation, type Cancel } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import type { FeatureState } from '../features/feature-state';
import { Features } from '../features/features';
import { ServiceStates } from '../features/service-states';

declare const ngServerMode: unknown;

/**
 * How much of itself the app still offers.
 *
 * Goes up at once and down after a few calm seconds, so that it does not flicker while services come back one by one.
 *
 * @usageNotes
 * ```ts
 * private readonly degradation = inject(Degradation);
 * // {{ degradation.level() }}: {{ degradation.reason() }}
 * ```
 */
@Service()
export class Degradation {
  /** 0 is everything; the higher, the less. */
  readonly level: Signal<number>;
  /** What people call this level; empty when nobody named it. */
  readonly label: Signal<string>;
  /** Names of the features that this level offers. */
  readonly features: Signal<readonly string[]>;
  /** Features that are not as they should be. */
  readonly reduced: Signal<readonly FeatureState[]>;
  /** Features that are. */
  readonly working: Signal<readonly FeatureState[]>;
  /** The state in one sentence: `2 services reduced: recommendations, pricing`. */
  readonly reason: Signal<string>;

  private readonly clock = inject(CLOCK);
  private readonly options = inject(DEGRADATION);
  private readonly services = inject(ServiceStates);
  private readonly states = inject(Features);
  private readonly zone = inject(NgZone);

  /** What services and features call for now. */
  private readonly called = computed(() => this.evaluate());
  /** What is held on to while things calm down. */
  private readonly held = signal(0);
  private cancelCalming: Cancel | undefined;

  constructor() {
    this.level = computed(() => Math.max(this.called(), this.held()));
    const config = computed(() => this.options.levels.find(({ level }) => level === this.level()));
    this.label = computed(() => config()?.label ?? '');
    this.reduced = computed(() => this.states.all().filter(({ state }) => state !== 'available'));
    this.working = computed(() => this.states.all().filter(({ state }) => state === 'available'));
    this.features = computed(
      () => config()?.features ?? this.working().map(({ feature }) => feature),
    );
    this.reason = computed(() => this.explain());

    effect(() => {
      const called = this.called();
      // Kept up to date although nobody may look, so that `since` is when it happened.
      this.states.all();
      untracked(() => {
        this.follow(called);
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelCalming?.());
  }

  private evaluate(): number {
    const { levels } = this.options;
    if (levels.length === 0) {
      return this.states.all().some(({ state }) => state !== 'available') ? 1 : 0;
    }
    return evaluateDegradation(levels, (service) => !this.services.isDown(service)).level;
  }

  private follow(called: number): void {
    const isServer = typeof ngServerMode !== 'undefined' && ngServerMode;
    if (called >= this.held() || isServer) {
      this.cancelCalming?.();
      this.cancelCalming = undefined;
      this.held.set(called);
      return;
    }
    if (this.cancelCalming !== undefined) return;
    this.zone.runOutsideAngular(() => {
      this.cancelCalming = this.clock.schedule(this.clock.now() + this.options.calmDown, () => {
        this.cancelCalming = undefined;
        this.held.set(this.called());
      });
    });
  }

  private explain(): string {
    const { features, levels } = this.options;
    const relevant = new Set([
      ...[...features.values()].flatMap(({ needs, prefers = [] }) => [...needs, ...prefers]),
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

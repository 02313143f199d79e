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
import {
  ConfigurationError,
  evaluateDegradation,
  LevelLadder,
  levelOfTiers,
  requireNumber,
  type Cancel,
  type Held,
} from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { rungsOf, type LevelConfig } from '../features/feature-config';
import { FeatureMatrix } from '../features/feature-matrix';
import { ServiceStates } from '../features/service-states';
import { Overrides, type HoldOptions } from '../overrides/overrides';

declare const ngServerMode: unknown;

const PIN = 'level';

/** The level in force, and why: by the state of the services, or because somebody holds it. */
@Service()
export class CurrentLevel {
  /** What the state of the services calls for, held on to while things calm down. */
  readonly automatic: Signal<number>;
  /** The level that somebody holds by hand. */
  readonly pin: Signal<Held<number> | undefined>;
  readonly level: Signal<number>;
  /** What was configured for it. */
  readonly config: Signal<LevelConfig | undefined>;
  /** Why somebody holds it, in words; empty when nobody does. */
  readonly reason: Signal<string>;
  /** Epoch milliseconds of the next step down, as things are; `undefined` when there is none to take. */
  readonly stepDownAt: Signal<number | undefined>;

  private readonly clock = inject(CLOCK);
  private readonly options = inject(DEGRADATION);
  private readonly matrix = inject(FeatureMatrix);
  private readonly overrides = inject(Overrides);
  private readonly services = inject(ServiceStates);
  private readonly zone = inject(NgZone);

  private readonly rungs = rungsOf(this.options.features, this.options.levels);
  private readonly ladder = new LevelLadder({
    rungs: this.rungs,
    stableFor: this.options.stableFor,
  });
  private readonly called = computed(() => this.call());
  /** As of the ladder's last look. */
  private readonly held = signal<{ readonly level: number; readonly nextAt: number | undefined }>({
    level: this.ladder.level,
    nextAt: undefined,
  });
  private cancelLook: Cancel | undefined;

  constructor() {
    // Up at once: whoever reads it in the same turn must not see more than there is.
    this.automatic = computed(() => Math.max(this.called(), this.held().level));
    this.pin = computed(() => this.readPin());
    this.level = computed(() => this.pin()?.value ?? this.automatic());
    this.config = computed(() => this.options.levels.find(({ level }) => level === this.level()));
    this.reason = computed(() => {
      const pin = this.pin();
      return pin === undefined ? '' : describePin(pin);
    });
    this.stepDownAt = computed(() => this.held().nextAt);

    effect(() => {
      const called = this.called();
      untracked(() => {
        this.follow(called);
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelLook?.());
  }

  /** Levels that can be held, ascending. */
  get all(): readonly number[] {
    return this.rungs;
  }

  /** @throws ConfigurationError when there is no such level, or the duration is out of range */
  hold(level: number, options?: HoldOptions): void {
    requireNumber('level', level, { min: 0, integer: true });
    if (this.options.levels.length > 0 && !this.rungs.includes(level)) {
      throw new ConfigurationError('level', level, `one of the levels ${this.rungs.join(', ')}`);
    }
    this.overrides.hold(PIN, level, options);
  }

  release(): void {
    this.overrides.release(PIN);
  }

  /** Whether the level in force keeps a feature back, although it may work. Reactive. */
  withholds(feature: string): boolean {
    if (this.pin() === undefined && this.options.enforceLevels === 'pinned') return false;
    const config = this.config();
    return config !== undefined && !config.features.includes(feature);
  }

  private call(): number {
    const { levels } = this.options;
    const byTiers = levelOfTiers(this.matrix.rows().map(({ dependencies }) => dependencies));
    if (levels.length === 0) return byTiers;
    const reached = evaluateDegradation(levels, (service) => !this.services.isDown(service));
    return Math.max(reached.level, byTiers);
  }

  private follow(called: number): void {
    this.cancelLook?.();
    this.cancelLook = undefined;
    const isServer = typeof ngServerMode !== 'undefined' && ngServerMode;
    if (isServer) return;
    const level = this.ladder.look(called, this.clock.now());
    const nextAt = this.ladder.lookAgainAt;
    this.held.set({ level, nextAt });
    if (nextAt === undefined) return;
    this.zone.runOutsideAngular(() => {
      this.cancelLook = this.clock.schedule(nextAt, () => {
        this.follow(this.called());
      });
    });
  }

  private readPin(): Held<number> | undefined {
    const pin = this.overrides.of(PIN);
    // From a storage it may be a level of an older release.
    if (typeof pin?.value !== 'number') return undefined;
    const isThere =
      this.options.levels.length === 0
        ? Number.isInteger(pin.value) && pin.value >= 0
        : this.rungs.includes(pin.value);
    return isThere ? { ...pin, value: pin.value } : undefined;
  }
}

function describePin({ value, by, reason }: Held<number>): string {
  const who = by === '' ? '' : ` by ${by}`;
  const why = reason === '' ? '' : `: ${reason}`;
  return `held at level ${value}${who}${why}`;
}

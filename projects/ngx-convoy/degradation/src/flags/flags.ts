import {
  computed,
  DestroyRef,
  inject,
  Service,
  signal,
  untracked,
  type Signal,
} from '@angular/core';
import type { Held } from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import { flagOf } from '../features/feature-config';
import { Overrides, type HoldOptions } from '../overrides/overrides';
import {
  FLAG_PROVIDER,
  type FlagResolution,
  type FlagStatus,
  type FlagValue,
  type JsonValue,
} from './flag-provider';

/** A flag, as whoever asked gets it. */
export interface FlagEvaluation<T extends FlagValue = FlagValue> extends FlagResolution<T> {
  readonly flag: string;
  /** Name of the provider. */
  readonly provider: string;
  /** Who has set it by hand, and until when; `undefined` when nobody has. */
  readonly override: Held<T> | undefined;
}

type Kind = 'boolean' | 'string' | 'number' | 'object';

const PREFIX = 'flag:';

/**
 * Feature flags as signals, from whichever provider there is.
 *
 * A provider that fails, has no such flag or has one of another type gives the default, and says why. What an operator sets by
 * hand wins for as long as it holds.
 *
 * @usageNotes
 * ```ts
 * private readonly flags = inject(Flags);
 * protected readonly layout = this.flags.string('layout', 'wide'); // layout().value, layout().reason
 *
 * this.flags.override('layout', 'narrow', { by: 'Ada', duration: 600_000 });
 * ```
 */
@Service()
export class Flags {
  /** Whether the provider can be relied on. */
  readonly status: Signal<FlagStatus>;
  /** Every flag that the provider tells of, that a feature depends on, or that was asked for. */
  readonly all: Signal<readonly FlagEvaluation[]>;

  private readonly provider = inject(FLAG_PROVIDER);
  private readonly overrides = inject(Overrides);
  private readonly revision = signal(0);
  private readonly asked = signal<ReadonlyMap<string, Signal<FlagEvaluation>>>(new Map());

  constructor() {
    const { features } = inject(DEGRADATION);
    for (const config of features.values()) {
      const gate = flagOf(config);
      if (gate !== undefined) this.boolean(gate.key, gate.otherwise);
    }
    const stop = this.provider.listen(() => {
      this.revision.update((revision) => revision + 1);
    });
    inject(DestroyRef).onDestroy(stop);
    this.status = computed(() => {
      this.revision();
      return this.provider.status;
    });
    this.all = computed(() => this.list());
  }

  boolean(key: string, otherwise: boolean): Signal<FlagEvaluation<boolean>> {
    return this.watch('boolean', key, otherwise, () =>
      this.provider.resolveBooleanEvaluation(key, otherwise),
    );
  }

  string(key: string, otherwise: string): Signal<FlagEvaluation<string>> {
    return this.watch('string', key, otherwise, () =>
      this.provider.resolveStringEvaluation(key, otherwise),
    );
  }

  number(key: string, otherwise: number): Signal<FlagEvaluation<number>> {
    return this.watch('number', key, otherwise, () =>
      this.provider.resolveNumberEvaluation(key, otherwise),
    );
  }

  object<T extends JsonValue>(key: string, otherwise: T): Signal<FlagEvaluation<T>> {
    return this.watch('object', key, otherwise, () =>
      this.provider.resolveObjectEvaluation(key, otherwise),
    );
  }

  /**
   * Sets a flag by hand, for a while, in all tabs of the app on this machine. One of another type than it is asked for as
   * changes nothing.
   *
   * @throws ConfigurationError when the duration is out of range
   */
  override(key: string, value: FlagValue, options?: HoldOptions): void {
    this.overrides.hold(PREFIX + key, value, options);
  }

  /** Gives a flag back to its provider. */
  clearOverride(key: string): void {
    this.overrides.release(PREFIX + key);
  }

  private watch<T extends FlagValue>(
    kind: Kind,
    key: string,
    otherwise: T,
    resolve: () => FlagResolution<T>,
  ): Signal<FlagEvaluation<T>> {
    const evaluation = computed(() => this.evaluate(kind, key, otherwise, resolve), {
      equal: isSame,
    });
    untracked(() => {
      this.asked.update((asked) => (asked.has(key) ? asked : new Map(asked).set(key, evaluation)));
    });
    return evaluation;
  }

  private evaluate<T extends FlagValue>(
    kind: Kind,
    flag: string,
    otherwise: T,
    resolve: () => FlagResolution<T>,
  ): FlagEvaluation<T> {
    this.revision();
    const provider = this.provider.metadata.name;
    const held = this.overrides.of(PREFIX + flag);
    if (held !== undefined && kindOf(held.value) === kind) {
      const override = held as Held<T>;
      return { flag, provider, override, value: override.value, reason: 'OVERRIDE' };
    }
    // The provider may read signals of its own; what it has to tell comes by its events.
    const resolution = untracked(() => attempt(kind, otherwise, resolve));
    return { ...resolution, flag, provider, override: undefined };
  }

  private list(): readonly FlagEvaluation[] {
    this.revision();
    const asked = this.asked();
    const { keys = [] } = this.provider;
    const all = [...asked.values()].map((evaluation) => evaluation());
    for (const key of keys) {
      if (!asked.has(key)) all.push(this.guess(key));
    }
    return all.sort((a, b) => (a.flag < b.flag ? -1 : 1));
  }

  /** A flag that nobody has asked for yet: its type is that for which the provider has a value. */
  private guess(key: string): FlagEvaluation {
    const tries: readonly (() => FlagEvaluation)[] = [
      () =>
        this.evaluate('boolean', key, false, () =>
          this.provider.resolveBooleanEvaluation(key, false),
        ),
      () => this.evaluate('string', key, '', () => this.provider.resolveStringEvaluation(key, '')),
      () => this.evaluate('number', key, 0, () => this.provider.resolveNumberEvaluation(key, 0)),
      () =>
        this.evaluate('object', key, null, () => this.provider.resolveObjectEvaluation(key, null)),
    ];
    const found = tries.map((attempt) => attempt());
    return (
      found.find(({ errorCode }) => errorCode === undefined) ?? {
        ...{ flag: key, provider: this.provider.metadata.name, override: undefined, value: null },
        ...{ reason: 'ERROR', errorCode: 'GENERAL' as const },
      }
    );
  }
}

/** What comes from a provider may be anything, an error included. */
function attempt<T extends FlagValue>(
  kind: Kind,
  otherwise: T,
  resolve: () => FlagResolution<T>,
): FlagResolution<T> {
  try {
    const resolution = resolve();
    return kindOf(resolution.value) === kind
      ? resolution
      : { value: otherwise, reason: 'ERROR', errorCode: 'TYPE_MISMATCH' };
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    return { value: otherwise, reason: 'ERROR', errorCode: 'GENERAL', errorMessage };
  }
}

function kindOf(value: unknown): Kind | undefined {
  const type = typeof value;
  return type === 'boolean' || type === 'string' || type === 'number' || type === 'object'
    ? type
    : undefined;
}

function isSame(a: FlagEvaluation, b: FlagEvaluation): boolean {
  return (
    Object.is(a.value, b.value) &&
    a.variant === b.variant &&
    a.reason === b.reason &&
    a.errorCode === b.errorCode &&
    a.errorMessage === b.errorMessage &&
    a.override === b.override &&
    isSameMetadata(a.flagMetadata, b.flagMetadata)
  );
}

function isSameMetadata(
  a: FlagResolution<unknown>['flagMetadata'] = {},
  b: FlagResolution<unknown>['flagMetadata'] = {},
): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

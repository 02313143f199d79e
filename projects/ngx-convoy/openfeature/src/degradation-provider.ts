import { computed, effect, inject, Injector, untracked } from '@angular/core';
import {
  OpenFeatureEventEmitter,
  ProviderEvents,
  type EvaluationContext,
  type JsonValue,
  type Logger,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/web-sdk';
import { ServiceRegistry } from 'ngx-convoy';
import { ConfigurationError, requireNumber } from 'ngx-convoy/core';
import { Degradation } from 'ngx-convoy/degradation';

/** What becomes of a flag while the app is reduced. At least one condition; any that holds is enough. */
export interface DegradedFlag {
  /** From this level on, a whole number of 1 or more. */
  readonly fromLevel?: number | undefined;
  /** While one of these services is down. */
  readonly withoutServices?: readonly string[] | undefined;
  /** Its value then. It counts only for who asks for a value of this type. */
  readonly value: JsonValue;
  /** Name of the value. Default `degraded`. */
  readonly variant?: string | undefined;
}

type Emittable = Exclude<ProviderEvents, ProviderEvents.ContextChanged>;

const EVENTS: readonly Emittable[] = [
  ProviderEvents.Ready,
  ProviderEvents.Error,
  ProviderEvents.ConfigurationChanged,
  ProviderEvents.Reconciling,
  ProviderEvents.Stale,
];

/**
 * An OpenFeature provider around another one: everything that reads flags, of whichever framework, sees the state of the
 * services in them. While the app is reduced, the flags named here have the values given here, with the reason `DEGRADED`
 * and the level in `flagMetadata.level`; all others are the inner provider's, and so are its hooks, events and context.
 *
 * The specification leaves reasons open (type `string`, requirement 1.4.7), so hooks and telemetry take `DEGRADED` as it is.
 *
 * @usageNotes
 * ```ts
 * withOpenFeature({
 *   provider: () => degradationProvider(new FlagdWebProvider(options), {
 *     'rich-search': { fromLevel: 1, value: false },
 *     'checkout-flow': { withoutServices: ['payments'], value: 'order-now-pay-later' },
 *   }),
 * });
 * ```
 * Call it in an injection context, such as that of `provider`.
 *
 * @throws ConfigurationError for a flag without a condition, or with a level out of range
 */
export function degradationProvider(
  inner: Provider,
  flags: Readonly<Record<string, DegradedFlag>>,
): Provider {
  requireConditions(flags);
  const injector = inject(Injector);
  // Not injected at once: features hang on flags, and flags on this provider.
  const level = (): number => injector.get(Degradation).level();
  const registry = inject(ServiceRegistry);
  const events = new OpenFeatureEventEmitter();

  const isForced = (flag: DegradedFlag): boolean =>
    (flag.fromLevel !== undefined && level() >= flag.fromLevel) ||
    (flag.withoutServices ?? []).some(
      (service) => registry.serviceEntityMap()[service]?.status === 'down',
    );
  const forced = computed(
    () => new Set(Object.entries(flags).flatMap(([key, flag]) => (isForced(flag) ? [key] : []))),
  );

  /** What the state of the services makes of a flag; `undefined` when that is nothing. */
  const force = <T extends JsonValue>(key: string, like: T): ResolutionDetails<T> | undefined => {
    const flag = flags[key];
    if (flag === undefined || typeof flag.value !== typeof like) return undefined;
    return untracked(() =>
      isForced(flag)
        ? {
            value: flag.value as T,
            variant: flag.variant ?? 'degraded',
            reason: 'DEGRADED',
            flagMetadata: { level: level() },
          }
        : undefined,
    );
  };

  const stop = passOn(inner, events);
  let before: ReadonlySet<string> = new Set();
  const watching = effect(
    () => {
      const now = forced();
      const flagsChanged = [...now, ...before].filter((key) => now.has(key) !== before.has(key));
      before = now;
      if (flagsChanged.length === 0) return;
      untracked(() => {
        events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged });
      });
    },
    { injector },
  );
  const close = async (): Promise<void> => {
    stop();
    watching.destroy();
    await inner.onClose?.();
  };

  return {
    metadata: { name: `degradation(${inner.metadata.name})` },
    runsOn: 'client',
    events,
    ...(inner.hooks === undefined ? {} : { hooks: inner.hooks }),
    ...lifecycleOf(inner),
    onClose: close,
    resolveBooleanEvaluation: (key, otherwise, context, logger) =>
      force(key, otherwise) ?? inner.resolveBooleanEvaluation(key, otherwise, context, logger),
    resolveStringEvaluation: (key, otherwise, context, logger) =>
      force(key, otherwise) ?? inner.resolveStringEvaluation(key, otherwise, context, logger),
    resolveNumberEvaluation: (key, otherwise, context, logger) =>
      force(key, otherwise) ?? inner.resolveNumberEvaluation(key, otherwise, context, logger),
    resolveObjectEvaluation: <T extends JsonValue>(
      key: string,
      otherwise: T,
      context: EvaluationContext,
      logger: Logger,
    ) => force(key, otherwise) ?? inner.resolveObjectEvaluation(key, otherwise, context, logger),
  };
}

/** What the SDK looks for by name: a method that the inner provider does not have must not be there. */
function lifecycleOf(
  inner: Provider,
): Pick<Provider, 'initialize' | 'onContextChange' | 'track' | 'domainScoped'> {
  return {
    ...(inner.domainScoped === undefined ? {} : { domainScoped: inner.domainScoped }),
    ...(inner.initialize && { initialize: inner.initialize.bind(inner) }),
    ...(inner.onContextChange && { onContextChange: inner.onContextChange.bind(inner) }),
    ...(inner.track && { track: inner.track.bind(inner) }),
  };
}

/** @returns stops it */
function passOn({ events }: Provider, to: OpenFeatureEventEmitter): () => void {
  const handlers = EVENTS.map((event) => {
    const handler = (details?: object): void => {
      to.emit(event, { ...details });
    };
    events?.addHandler(event, handler);
    return { event, handler };
  });
  return () => {
    for (const { event, handler } of handlers) events?.removeHandler(event, handler);
  };
}

function requireConditions(flags: Readonly<Record<string, DegradedFlag>>): void {
  for (const [key, { fromLevel, withoutServices = [] }] of Object.entries(flags)) {
    if (fromLevel === undefined && withoutServices.length === 0) {
      throw new ConfigurationError(
        `flags['${key}']`,
        fromLevel,
        'a flag with fromLevel or withoutServices',
      );
    }
    if (fromLevel !== undefined) {
      requireNumber(`flags['${key}'].fromLevel`, fromLevel, { min: 1, integer: true });
    }
  }
}

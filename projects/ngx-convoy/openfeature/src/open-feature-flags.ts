import {
  OpenFeature,
  ProviderEvents,
  ProviderStatus,
  type Client,
  type EvaluationDetails,
  type JsonValue as OpenFeatureJson,
} from '@openfeature/web-sdk';
import type {
  FlagEvent,
  FlagProvider,
  FlagResolution,
  FlagStatus,
  JsonValue,
} from 'ngx-convoy/degradation';

/** What {@link openFeatureFlags} may be told. */
export interface OpenFeatureFlagsOptions {
  /** The domain whose provider and context count. Default: those without a domain. */
  readonly domain?: string | undefined;
}

/**
 * The flags of an OpenFeature client, with its hooks and its evaluation context, in the form in which the degradation room
 * reads flags. Every event that may move a flag is passed on: ready, changed, a new context, stale, error.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(config, withDegradation(options), withFlags(() => openFeatureFlags({ domain: 'shop' })));
 * ```
 * @see OpenFeature specification, 1.3 (evaluation) and 5 (events)
 */
export function openFeatureFlags({ domain }: OpenFeatureFlagsOptions = {}): FlagProvider {
  const client = domain === undefined ? OpenFeature.getClient() : OpenFeature.getClient(domain);
  return {
    get metadata() {
      return { name: client.metadata.providerMetadata.name };
    },
    get status() {
      return STATUS[client.providerStatus];
    },
    resolveBooleanEvaluation: (key, otherwise) => own(client.getBooleanDetails(key, otherwise)),
    resolveStringEvaluation: (key, otherwise) => own(client.getStringDetails(key, otherwise)),
    resolveNumberEvaluation: (key, otherwise) => own(client.getNumberDetails(key, otherwise)),
    resolveObjectEvaluation: <T extends JsonValue>(key: string, otherwise: T) =>
      // The same values; theirs may be written to, which nobody here does.
      own(client.getObjectDetails(key, otherwise as OpenFeatureJson)) as FlagResolution<T>,
    listen: (listener) => listen(client, listener),
  };
}

const STATUS: Readonly<Record<ProviderStatus, FlagStatus>> = {
  [ProviderStatus.NOT_READY]: 'not-ready',
  [ProviderStatus.READY]: 'ready',
  [ProviderStatus.STALE]: 'stale',
  // Flags of the old context, until the provider has those of the new one.
  [ProviderStatus.RECONCILING]: 'stale',
  [ProviderStatus.ERROR]: 'error',
  [ProviderStatus.FATAL]: 'error',
};

const EVENTS: readonly (readonly [ProviderEvents, FlagEvent['type']])[] = [
  [ProviderEvents.Ready, 'ready'],
  [ProviderEvents.ConfigurationChanged, 'changed'],
  [ProviderEvents.ContextChanged, 'changed'],
  [ProviderEvents.Reconciling, 'stale'],
  [ProviderEvents.Stale, 'stale'],
  [ProviderEvents.Error, 'error'],
];

function own<T extends OpenFeatureJson>(details: EvaluationDetails<T>): FlagResolution<T> {
  const { value, variant, reason, errorCode, errorMessage, flagMetadata } = details;
  return { value, variant, reason, errorCode, errorMessage, flagMetadata };
}

function listen(client: Client, listener: (event: FlagEvent) => void): () => void {
  const controller = new AbortController();
  for (const [event, type] of EVENTS) {
    const tell = (details?: object): void => {
      listener(
        details !== undefined && 'flagsChanged' in details
          ? { type, flags: details.flagsChanged as readonly string[] }
          : { type },
      );
    };
    client.addHandler(event, tell, { signal: controller.signal });
  }
  return () => {
    controller.abort();
  };
}

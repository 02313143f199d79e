// What ngx-convoy/degradation offers. Everything is listed by name.
export type { DegradationOptions } from './degradation-options';
export type { CacheEntry, CacheSelection } from './cache/cache-entry';
export type { CacheStorageState } from './cache/cache-storage';
export type { CacheCounts } from './cache/cache-tally';
export {
  httpCache,
  type HttpCache,
  type HttpCacheOptions,
  type ServiceCache,
  type ServiceCacheOptions,
} from './cache/http-cache';
export { ResponseCache } from './cache/response-cache';
export {
  fallbackDrills,
  type Drill,
  type DrillPort,
  type Drills,
  type FallbackDrillsOptions,
} from './drills/drill';
export { FallbackDrills, type FallbackRecord } from './drills/fallback-drills';
export { fromCache } from './fallback/from-cache';
export { fromDegraded, type DegradedRequest } from './fallback/from-degraded';
export { fromService, fromServices, type FallbackServicesStrategy } from './fallback/from-services';
export { fromStatic } from './fallback/from-static';
export type {
  DependencyConfig,
  FeatureConfig,
  FlagGate,
  LevelConfig,
} from './features/feature-config';
export { FeatureMatrix, type FeatureDependency, type FeatureRow } from './features/feature-matrix';
export type { FeatureCause, FeatureState } from './features/feature-state';
export { Features, injectFeature } from './features/features';
export {
  FLAG_PROVIDER,
  type FlagErrorCode,
  type FlagEvent,
  type FlagProvider,
  type FlagReason,
  type FlagResolution,
  type FlagStatus,
  type FlagValue,
  type JsonValue,
} from './flags/flag-provider';
export { Flags, type FlagEvaluation } from './flags/flags';
export {
  inMemoryFlags,
  type FlagDefinitions,
  type FlagVariants,
  type InMemoryFlags,
} from './flags/in-memory-flags';
export { injectFlag } from './flags/inject-flag';
export { withFlags } from './flags/with-flags';
export { ConvoyCircuit } from './gates/convoy-circuit';
export {
  ConvoyFeature,
  ConvoyFeatureBranch,
  type ConvoyFeatureContext,
} from './gates/convoy-feature';
export { ConvoyLevel, type ConvoyLevelContext, type LevelRange } from './gates/convoy-level';
export { ConvoyService, type ConvoyServiceContext } from './gates/convoy-service';
export { featureGuard, type FeatureGuardOptions } from './gates/feature-guard';
export { Degradation, injectLevel } from './levels/degradation';
export { ConvoyNotice } from './notice/convoy-notice';
export type { OutboxBodies, OutboxBodyPlace } from './outbox/body/outbox-bodies';
export { encryptedBodies } from './outbox/body/encrypted-bodies';
export type { StoredBody } from './outbox/body/stored-body';
export { fromQueue } from './outbox/from-queue';
export { ConvoyOutboxNotice } from './outbox/notice/convoy-outbox-notice';
export { englishOutboxTexts, OUTBOX_TEXTS, type OutboxTexts } from './outbox/notice/outbox-texts';
export { Outbox } from './outbox/outbox';
export { OutboxEntries, type OutboxView } from './outbox/outbox-entries';
export type { OutboxEvent, OutboxStatus } from './outbox/outbox-event';
export {
  OUTBOX,
  type OutboxConflict,
  type OutboxConflictDecision,
  type OutboxSetup,
} from './outbox/outbox-setup';
export type { QueueFallback } from './outbox/queue-fallback';
export { queuedEntryOf } from './outbox/queued-response';
export { withOutbox } from './outbox/with-outbox';
export { OVERRIDE_STORAGE } from './overrides/override-storage';
export type { HoldOptions } from './overrides/overrides';
export { ConvoyFreshness } from './provenance/convoy-freshness';
export { Freshness, injectFreshness, type Served } from './provenance/freshness';
export {
  provenanceOf,
  type Provenance,
  type ProvenanceSource,
  type Substitute,
} from './provenance/provenance';
export {
  ConvoyFallbackProvider,
  type FallbackEvent,
  type DegradationEvent,
} from './provider/convoy-fallback-provider';
export { CONVOY_TEXTS, englishTexts, type ConvoyTexts, type ReducedFeatures } from './texts';
export { withDegradation } from './with-degradation';

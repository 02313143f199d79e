// What ngx-convoy/degradation offers. Everything is listed by name.
export type { DegradationOptions, FeatureConfig, LevelConfig } from './degradation-options';
export {
  fromCache,
  fromService,
  fromStatic,
  type CacheFallback,
  type Fallback,
  type ServiceFallback,
  type StaticFallback,
} from './fallback/fallback';
export { ResponseCache } from './fallback/response-cache';
export { ConvoyFeature, type ConvoyFeatureContext } from './features/convoy-feature';
export type { Availability, FeatureState } from './features/feature-state';
export { Features, injectFeature } from './features/features';
export { Degradation } from './levels/degradation';
export { ConvoyNotice } from './notice/convoy-notice';
export { ConvoyFreshness } from './provenance/convoy-freshness';
export { Freshness, injectFreshness, type Served } from './provenance/freshness';
export {
  provenanceOf,
  type Provenance,
  type ProvenanceSource,
  type Substitute,
} from './provenance/provenance';
export { CONVOY_TEXTS, englishTexts, type ConvoyTexts, type ReducedFeatures } from './texts';
export { withDegradation } from './with-degradation';

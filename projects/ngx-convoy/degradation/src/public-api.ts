// What ngx-convoy/degradation offers. Everything is listed by name.
export type { DegradationOptions, FeatureConfig, LevelConfig } from './degradation-options';
export { fromCache } from './fallback/from-cache';
export { fromDegraded, type DegradedRequest } from './fallback/from-degraded';
export { fromService, fromServices, type FallbackServicesStrategy } from './fallback/from-services';
export { fromStatic } from './fallback/from-static';
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

// What ngx-convoy/openfeature offers. Everything is listed by name.
export { degradationProvider, type DegradedFlag } from './degradation-provider';
export { openFeatureFlags, type OpenFeatureFlagsOptions } from './open-feature-flags';
export { withOpenFeature, type OpenFeatureOptions } from './with-open-feature';

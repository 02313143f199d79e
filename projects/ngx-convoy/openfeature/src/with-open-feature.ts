import { OpenFeature, type EvaluationContext, type Provider } from '@openfeature/web-sdk';
import type { ConvoyExtension } from 'ngx-convoy';
import { withFlags } from 'ngx-convoy/degradation';
import { openFeatureFlags } from './open-feature-flags';

/** What {@link withOpenFeature} may be told. */
export interface OpenFeatureOptions {
  /**
   * The domain whose provider and context count. Default: those without a domain. One of its own keeps apart several apps
   * on a page, because OpenFeature's API is one for all.
   */
  readonly domain?: string | undefined;
  /**
   * What makes the provider, in an injection context. Default: the one that the app has set, or will set, with
   * `OpenFeature.setProvider`.
   */
  readonly provider?: (() => Provider) | undefined;
  /** For whom flags are evaluated at the beginning; later `OpenFeature.setContext` changes it. */
  readonly context?: EvaluationContext | undefined;
}

/**
 * Features hang on the flags of an OpenFeature provider. Needs the optional peers `@openfeature/web-sdk` and
 * `@openfeature/core`. For browsers: the SDK's API is one for all, and on a server all requests would share a context.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   config,
 *   withDegradation({ features: { reviews: { needs: ['reviews'], flag: 'reviews' } } }),
 *   withOpenFeature({ provider: () => new TypedInMemoryProvider(flags), context: { targetingKey: 'ada' } }),
 * );
 * ```
 */
export function withOpenFeature({
  domain,
  provider,
  context,
}: OpenFeatureOptions = {}): ConvoyExtension<'flags'> {
  return withFlags(() => {
    const inner = provider?.();
    if (context !== undefined) setContext(domain, context);
    if (inner !== undefined) setProvider(domain, inner);
    return openFeatureFlags({ domain });
  });
}

function setProvider(domain: string | undefined, provider: Provider): void {
  if (domain === undefined) OpenFeature.setProvider(provider);
  else OpenFeature.setProvider(domain, provider);
}

/** What goes wrong here is told by the provider's status. */
function setContext(domain: string | undefined, context: EvaluationContext): void {
  const done =
    domain === undefined
      ? OpenFeature.setContext(context)
      : OpenFeature.setContext(domain, context);
  done.catch(() => undefined);
}

import { convoyExtension, type ConvoyExtension } from '../config/convoy-extension';
import { ENDPOINT_SOURCE, type EndpointSource } from './endpoint-source';

/**
 * Connects the registry that services with `discover` are found in.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [{ name: 'orders', match: '/api/orders', discover: true }] },
 *   withRegistry(consulRegistry({ url: 'https://registry.example.com' })),
 * )
 * ```
 */
export function withRegistry(source: EndpointSource): ConvoyExtension<'registry'> {
  return convoyExtension('registry', [{ provide: ENDPOINT_SOURCE, useValue: source }]);
}

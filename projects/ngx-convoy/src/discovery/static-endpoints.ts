import type { InstanceConfig } from '../config/convoy-config';
import { resolveInstances } from '../config/resolve-service';
import type { EndpointSource } from './endpoint-source';

/**
 * Instances that are known when the app is built: for tests, for a page without a registry, and as the last in a chain.
 *
 * @usageNotes
 * ```ts
 * withRegistry(sourceChain(consulRegistry({ url }), staticEndpoints({ orders: ['https://orders.example.com'] })))
 * ```
 * @throws ConfigurationError for a URL that is not absolute http(s), or the same id twice
 */
export function staticEndpoints(
  services: Readonly<Record<string, readonly (string | InstanceConfig)[]>>,
): EndpointSource {
  const known = new Map(
    Object.entries(services).map(([name, instances]) => [
      name,
      resolveInstances(instances, `staticEndpoints.${name}`),
    ]),
  );
  return {
    name: 'static',
    origin: 'app',
    watch: (service, observer) => {
      const endpoints = known.get(service);
      if (endpoints === undefined) observer.problem('lists no such service');
      else observer.endpoints(endpoints);
    },
  };
}

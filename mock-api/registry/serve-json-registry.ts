import type { Application } from '../http/handler.ts';
import type { Registration, Registry } from './registry.ts';

interface JsonRegistryRoutes {
  readonly registry: Registry;
  /** Whether an answer given now is to be an empty list. */
  readonly isEmptied: () => boolean;
}

/**
 * `GET /registry/:name`: the registry's content as plain JSON, for clients that ask again and again. Who asks with the `ETag`
 * of an answer that is still true is told so with 304.
 *
 * All instances are listed; `conditions`, in the words of Kubernetes' EndpointSlice, say who wants calls.
 */
export function serveJsonRegistry(
  app: Application,
  { registry, isEmptied }: JsonRegistryRoutes,
): void {
  app.get('/registry/:name', (req, res) => {
    const { name } = req.params;
    const tag = `"${registry.indexOf(name)}${isEmptied() ? '-empty' : ''}"`;
    res.set({ ETag: tag, 'Cache-Control': 'no-cache' });
    if (req.get('If-None-Match') === tag) {
      res.status(304).end();
      return;
    }
    const instances = isEmptied() ? [] : registry.instancesOf(name).map(instanceOf);
    res.json({ service: name, instances });
  });
}

function instanceOf(registration: Registration): object {
  const { id, address, port, zone, datacenter, tags, meta, weights, check } = registration;
  const isWell = check.status !== 'critical';
  return {
    id,
    url: `${meta['scheme'] ?? 'http'}://${address}:${port}`,
    weight: weights.passing,
    zone,
    region: datacenter,
    ...(meta['version'] !== undefined && { version: meta['version'] }),
    ...(meta['cost'] !== undefined && { cost: Number(meta['cost']) }),
    metadata: { tags: tags.join(',') },
    conditions: { ready: isWell, serving: isWell, terminating: false },
  };
}

import { Control } from './control.ts';
import { Instance } from './instance/instance.ts';
import { serveResources } from './instance/resources.ts';
import { checkOf, registerInstance } from './registry/register-instances.ts';
import { Registry } from './registry/registry.ts';
import { allServices } from './services/all-services.ts';
import type { Business, ServiceDefinition, Version, Zone } from './services/service-definition.ts';
import { TraceLog } from './trace-log.ts';

export interface MockApiOptions {
  /** The base port: registry and control; the instances follow. 0 takes free ports everywhere. Default 4100. */
  readonly port?: number;
  /** The same seed gives the same data, latencies and fault draws. Default 42. */
  readonly seed?: number;
  /** Prints nothing. */
  readonly quiet?: boolean;
  /** Multiplies the latencies of the instances, 0 or more. Default 1. */
  readonly latencyScale?: number;
}

export interface MockInstance {
  /** `catalog-1` */
  readonly id: string;
  readonly url: string;
  readonly port: number;
  readonly zone: Zone;
  readonly version: Version;
  /** Currency units per 1,000 requests. */
  readonly cost: number;
  readonly weight: number;
  /** Whether its listener is open right now. */
  readonly up: boolean;
}

export interface MockService {
  readonly name: string;
  readonly business: Business;
  readonly instances: readonly MockInstance[];
}

/** Sixteen services that run. */
export interface MockApi {
  /** The registry and the control. */
  readonly url: string;
  /** As they are at the moment of asking. */
  readonly services: readonly MockService[];
  /** Closes every listener and every connection. */
  stop(): Promise<void>;
}

/**
 * Starts the mock backends.
 *
 * @throws PortTakenError when one of the ports is in use; nothing stays open then.
 */
export async function startMockApi({
  port = 4100,
  seed = 42,
  quiet = false,
  latencyScale = 1,
}: MockApiOptions = {}): Promise<MockApi> {
  const registry = new Registry();
  const log = new TraceLog();
  const fleets = createFleets({ port, seed, latencyScale, registry, log });
  const instances = fleets.flatMap((fleet) => fleet.instances);
  const services = (): readonly MockService[] => fleets.map(describe);
  const control = new Control({ port, seed, registry, log, targets: instances, services });
  const stop = async (): Promise<void> => {
    await Promise.all([control.stop(), ...instances.map((instance) => instance.stop())]);
  };

  try {
    for (const { definition, instances: members } of fleets) {
      for (const instance of members) {
        await instance.start();
        registerInstance(registry, instance, definition);
      }
    }
    // Last: whoever sees the base port answer may rely on the rest.
    await control.start();
  } catch (error) {
    await stop();
    throw error;
  }
  if (!quiet) {
    console.log(
      `mock-api: ${fleets.length} services, ${instances.length} instances; registry and faults on ${control.url}`,
    );
  }
  return {
    url: control.url,
    get services() {
      return services();
    },
    stop,
  };
}

/** A service with its instances. */
interface Fleet {
  readonly definition: ServiceDefinition;
  readonly instances: readonly Instance[];
}

function createFleets({
  port,
  seed,
  latencyScale,
  registry,
  log,
}: {
  port: number;
  seed: number;
  latencyScale: number;
  registry: Registry;
  log: TraceLog;
}): readonly Fleet[] {
  let nextPort = port;
  return allServices.map((definition) => {
    const resources = serveResources(definition, seed);
    const instances = definition.instances.map((profile, index) => {
      nextPort += 1;
      return new Instance({
        definition,
        profile,
        id: `${definition.name}-${index + 1}`,
        port: port === 0 ? 0 : nextPort,
        seed,
        latencyScale,
        resources,
        log,
        changed: (instance) => registry.setCheck(instance.id, checkOf(instance)),
      });
    });
    return { definition, instances };
  });
}

function describe({ definition, instances }: Fleet): MockService {
  return {
    name: definition.name,
    business: definition.business,
    instances: instances.map(({ id, url, port, isUp, profile }) => ({
      id,
      url,
      port,
      zone: profile.zone,
      version: profile.version,
      cost: profile.cost,
      weight: profile.weight,
      up: isUp,
    })),
  };
}

import type { Injector } from '@angular/core';
import {
  ConfigurationError,
  requireHttpUrl,
  requireNumber,
  resolveServiceOptions,
  type EndpointDefinition,
  type ResolvedServiceOptions,
} from 'ngx-convoy/core';
import type { InstanceConfig, ServiceConfig, ServiceDefaults } from './convoy-config';
import { injectPolicy } from './inject-policy';

/** A service's configuration with every default filled in and every value checked. */
export interface ResolvedService {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly options: ResolvedServiceOptions;
  readonly prefixes: readonly string[];
  readonly instances: readonly EndpointDefinition[];
  /** Its name in the registry. */
  readonly discover: string | undefined;
  readonly health: string | undefined;
}

/** The id of the one instance that stands for "the request's own URL". */
export const OWN_URL_INSTANCE = 'own-url';

/**
 * @param path what messages call this service, such as `services[2]`
 * @throws ConfigurationError naming the option, what was given and the allowed range
 */
export function resolveService(
  config: ServiceConfig,
  path: string,
  defaults: ServiceDefaults,
  injector: Injector,
): ResolvedService {
  const options = resolveServiceOptions(
    { ...config, balancing: injectPolicy(config.balancing, injector) },
    path,
    { ...defaults, balancing: injectPolicy(defaults.balancing, injector) },
  );
  const prefixes = resolvePrefixes(config.match, `${path}.match`);
  const discover = resolveDiscovery(config.discover ?? defaults.discover, options.name, path);
  const instances = resolveInstances(config.instances ?? [], `${path}.instances`);
  const health = config.health ?? defaults.health;
  if (health !== undefined && !health.startsWith('/')) {
    throw new ConfigurationError(`${path}.health`, health, "a path that begins with '/'");
  }
  return {
    name: options.name,
    label: config.label ?? options.name,
    group: config.group ?? defaults.group ?? '',
    options,
    prefixes,
    instances: instances.length > 0 || discover !== undefined ? instances : ownUrl(prefixes),
    discover,
    health,
  };
}

/**
 * Checks a list of instances and gives each an id.
 *
 * @throws ConfigurationError for a URL that is not absolute http(s), a number out of range, or the same id twice
 */
export function resolveInstances(
  configs: readonly (string | InstanceConfig)[],
  path: string,
): readonly EndpointDefinition[] {
  const seen = new Set<string>();
  return configs.map((given, index) => {
    const here = `${path}[${index}]`;
    const config = typeof given === 'string' ? { url: given } : given;
    const url = requireHttpUrl(`${here}.url`, config.url);
    const id = config.id ?? url;
    if (id === '' || seen.has(id)) {
      throw new ConfigurationError(`${here}.id`, id, 'not empty and unique within its service');
    }
    seen.add(id);
    if (config.weight !== undefined) {
      requireNumber(`${here}.weight`, config.weight, { exclusiveMin: 0 });
    }
    if (config.cost !== undefined) requireNumber(`${here}.cost`, config.cost, { min: 0 });
    if (config.priority !== undefined) {
      requireNumber(`${here}.priority`, config.priority, { min: 0, integer: true });
    }
    return { ...config, id, url };
  });
}

function resolvePrefixes(match: ServiceConfig['match'], path: string): readonly string[] {
  const prefixes = match === undefined ? [] : typeof match === 'string' ? [match] : match;
  for (const prefix of prefixes) {
    const isPath = /^\/[^?#\s]+$/.test(prefix);
    const isUrl = /^https?:\/\/[^?#\s]+$/.test(prefix);
    if (!isPath && !isUrl) {
      const expected = "a path such as '/api/orders' or an http(s) URL, without query or blanks";
      throw new ConfigurationError(path, prefix, expected);
    }
  }
  return prefixes;
}

function resolveDiscovery(
  discover: string | boolean | undefined,
  name: string,
  path: string,
): string | undefined {
  if (discover === undefined || discover === false) return undefined;
  if (discover === true) return name;
  if (!/^[\w.-]+$/.test(discover)) {
    throw new ConfigurationError(`${path}.discover`, discover, 'a name of letters, digits, . _ -');
  }
  return discover;
}

/** A service without instances is called at the request's own URL, or where its first prefix says. */
function ownUrl(prefixes: readonly string[]): readonly EndpointDefinition[] {
  const [url] = prefixes;
  return url === undefined ? [] : [{ id: OWN_URL_INSTANCE, url }];
}

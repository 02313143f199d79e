import type { InstanceRecord } from 'ngx-convoy';
import type { ServiceChecks } from './health-options';

/** Something that is checked, and where. */
export interface CheckPlace {
  /** `service/id` of an instance, or the name of a service that is checked as a whole. */
  readonly key: string;
  readonly service: string;
  readonly instance: string | undefined;
  readonly url: string;
  readonly checks: ServiceChecks;
}

/** What is known of a service that matters for where it is checked. */
export interface CheckedService {
  readonly name: string;
  /** The health path of its configuration. */
  readonly healthPath: string | undefined;
  /** Where requests to it begin; a service without instances of its own is asked there. */
  readonly prefix: string | undefined;
  readonly checks: ServiceChecks;
  readonly instances: readonly Pick<InstanceRecord, 'key' | 'id' | 'url'>[];
}

/** Where a service is asked how it is: each instance under its path, or one address for all of it. */
export function placesOf(service: CheckedService): readonly CheckPlace[] {
  const { name, checks, prefix, instances } = service;
  const endpoint = checks.endpoint ?? service.healthPath;
  if (!checks.enabled || endpoint === undefined) return [];
  if (!endpoint.startsWith('/')) {
    return [{ key: name, service: name, instance: undefined, url: endpoint, checks }];
  }
  return instances.flatMap(({ key, id, url }) => {
    // A service that is called at its own URL is asked under its first prefix.
    const base = url === '' ? prefix : url;
    return base === undefined
      ? []
      : [{ key, service: name, instance: id, url: base + endpoint, checks }];
  });
}

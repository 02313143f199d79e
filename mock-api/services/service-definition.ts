import type { Fields } from '../http/fields.ts';
import type { HealthManner } from '../instance/health.ts';

export type Business = 'shop' | 'bank' | 'media';
/** The routing subset; `v2` is a canary. */
export type Version = 'v1' | 'v2';
export type Zone = 'eu-west-1a' | 'eu-west-1b' | 'us-east-1a';

/** How one instance differs from its sisters. */
export interface InstanceProfile {
  readonly zone: Zone;
  readonly version: Version;
  /** Milliseconds every answer takes at least. */
  readonly latency: number;
  /** Milliseconds an answer may take in addition. */
  readonly jitter: number;
  /** Currency units per 1,000 requests. */
  readonly cost: number;
  /** Share of the traffic this instance is meant for, relative to its sisters. */
  readonly weight: number;
}

export interface Row {
  readonly id: number | string;
  [column: string]: unknown;
}

/** The resources of a service by name; json-server works on them in place. */
export type Tables = Record<string, Row[]>;

/** What a POST to a resource does beyond storing the body. */
export interface ResourceRules {
  /**
   * The columns of the new row, without its id. May change other tables of the service.
   * @throws Problem when the service refuses; nothing must have been changed then.
   */
  create(body: Fields, tables: Tables): Record<string, unknown>;
  /** Makes the resource a participant of sagas: what it created can be undone. */
  readonly undo?: {
    /** The status of an undone row. */
    readonly status: string;
    /** Takes back what `create` changed elsewhere. */
    revert?(row: Row, tables: Tables): void;
  };
}

export interface ServiceDefinition {
  readonly name: string;
  readonly business: Business;
  /** The exact release behind each version, as `/health` tells it. */
  readonly releases: Readonly<Partial<Record<Version, string>>>;
  readonly instances: readonly InstanceProfile[];
  /** The same seed gives the same rows. */
  tables(seed: number): Tables;
  /**
   * What `Cache-Control` says of a GET, by resource. Default `max-age=0`: it may be kept, and shown when nobody can be
   * asked, but what a page shows is to be the backend's.
   */
  readonly caching?: Readonly<Record<string, string>>;
  /** How its instances say how they are. Default: `application/health+json`, fresh for a second. */
  readonly health?: HealthManner;
  /** By resource. A resource without rules stores what it is sent. */
  readonly rules?: Readonly<Record<string, ResourceRules>>;
}

/** A table the service's own definition says it has. */
export function table(tables: Tables, name: string): Row[] {
  const rows = tables[name];
  if (rows === undefined) throw new Error(`No table "${name}".`);
  return rows;
}

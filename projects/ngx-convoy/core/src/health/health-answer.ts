/** What a service says about itself. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

/**
 * The dialect of a health answer.
 *
 * - `health+json`: draft-inadarei-api-health-check
 * - `actuator`: Spring Boot
 * - `aspnet`: ASP.NET Core health checks, as their usual response writers give them
 * - `terminus`: NestJS Terminus and what imitates it
 * - `plain`: a word, or nothing but the HTTP status
 * - `unreadable`: it claims to be one of the others and is not
 */
export type HealthFormat =
  'health+json' | 'actuator' | 'aspnet' | 'terminus' | 'plain' | 'unreadable';

/** One part that a service depends on. */
export interface HealthCheckDetail {
  /** Such as `database:connections`; parts of a part are `db/primary`. */
  readonly name: string;
  readonly status: HealthStatus;
  /** What it says when it is not well, or what it measured. */
  readonly output?: string | undefined;
  /** URI templates (RFC 6570) of what does not work well because of it, such as `/orders/{id}/invoice`. */
  readonly affectedEndpoints?: readonly string[] | undefined;
}

/** A health endpoint's answer, whatever its dialect. */
export interface HealthAnswer {
  readonly status: HealthStatus;
  readonly output?: string | undefined;
  readonly version?: string | undefined;
  readonly checks: readonly HealthCheckDetail[];
  /** Default `'plain'`. */
  readonly format?: HealthFormat | undefined;
  /** Whether it is out of service on purpose: nobody needs to be woken. Default false. */
  readonly isPlanned?: boolean | undefined;
  /** Milliseconds for which asking again would bring nothing new, by its own word. Default 0. */
  readonly freshFor?: number | undefined;
  /** What it was read from, for conditions to look at; `undefined` when nothing answered. */
  readonly evidence?: HealthEvidence | undefined;
}

/** A health endpoint's answer as it came. */
export interface HealthEvidence {
  /** 0 when nothing answered. */
  readonly httpStatus: number;
  /** Read as JSON where it is JSON, else the text. */
  readonly body: unknown;
}

/**
 * The endpoints that an answer says do not work well, each once.
 *
 * @returns URI templates; see {@link matchesEndpoint}
 */
export function affectedEndpointsOf(answer: HealthAnswer): readonly string[] {
  const affected = answer.checks
    .filter(({ status }) => status !== 'pass')
    .flatMap(({ affectedEndpoints }) => affectedEndpoints ?? []);
  return [...new Set(affected)];
}

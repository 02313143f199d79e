/** What a service says about itself. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

/** One part that a service depends on. */
export interface HealthCheckDetail {
  /** Such as `database:connections`. */
  readonly name: string;
  readonly status: HealthStatus;
  /** What it says when it is not well, or what it measured. */
  readonly output?: string | undefined;
}

/** A health endpoint's answer, whatever its dialect. */
export interface HealthAnswer {
  readonly status: HealthStatus;
  readonly output?: string | undefined;
  readonly version?: string | undefined;
  readonly checks: readonly HealthCheckDetail[];
}

const STATUS: ReadonlyMap<string, HealthStatus> = new Map([
  ['pass', 'pass'],
  ['ok', 'pass'],
  ['up', 'pass'],
  ['healthy', 'pass'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['degraded', 'warn'],
  ['fail', 'fail'],
  ['error', 'fail'],
  ['down', 'fail'],
  ['unhealthy', 'fail'],
  ['out_of_service', 'fail'],
]);

/** A page of checks is enough for anybody; a text longer than this is cut. */
const MAX_CHECKS = 100;
const MAX_TEXT = 500;

/**
 * Reads a health endpoint's answer: `application/health+json`, Spring Boot Actuator, ASP.NET Core, or anything else by
 * its HTTP status. Never throws, whatever the body is.
 *
 * An HTTP status of 400 and more is a failure even when the body says otherwise: whoever routes by status sees it so.
 *
 * @param httpStatus 0 when nothing answered
 * @see draft-inadarei-api-health-check
 */
export function parseHealthAnswer(httpStatus: number, body: unknown): HealthAnswer {
  const answered = httpStatus >= 200 && httpStatus < 400;
  const fields = isRecord(body) ? body : {};
  const checks = readChecks(fields);
  const said = statusOf(typeof body === 'string' ? body.trim() : fields['status']);
  const status = answered ? (said ?? 'pass') : 'fail';
  const output = text(fields['output']);
  return {
    status,
    output: output ?? (status === 'pass' ? undefined : explain(httpStatus, body, checks)),
    version: text(fields['version']) ?? text(fields['releaseId']),
    checks,
  };
}

/** Why it is not well, when it does not say so itself. */
function explain(
  httpStatus: number,
  body: unknown,
  checks: readonly HealthCheckDetail[],
): string | undefined {
  const worst =
    checks.find((check) => check.status === 'fail') ??
    checks.find((check) => check.status === 'warn');
  if (worst !== undefined) return `${worst.name}: ${worst.output ?? worst.status}`;
  if (httpStatus === 0) return 'no answer';
  return httpStatus >= 400 ? `HTTP ${httpStatus}` : text(body);
}

/** `checks` of the draft, `components` of Actuator 2, `details` of Actuator 1, `entries` of ASP.NET Core. */
function readChecks(body: Readonly<Record<string, unknown>>): readonly HealthCheckDetail[] {
  const found = [body['checks'], body['components'], body['details'], body['entries']].find(
    isRecord,
  );
  if (found === undefined) return [];
  const checks: HealthCheckDetail[] = [];
  for (const [name, value] of Object.entries(found)) {
    // The draft has a list per name: one entry for each node.
    for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (checks.length === MAX_CHECKS) return checks;
      if (!isRecord(entry)) continue;
      checks.push({ name, status: statusOf(entry['status']) ?? 'pass', output: outputOf(entry) });
    }
  }
  return checks;
}

function outputOf(entry: Readonly<Record<string, unknown>>): string | undefined {
  const said = text(entry['output']) ?? text(entry['description']);
  if (said !== undefined) return said;
  const value = entry['observedValue'];
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  return text(`${value} ${text(entry['observedUnit']) ?? ''}`);
}

function statusOf(value: unknown): HealthStatus | undefined {
  return typeof value === 'string' ? STATUS.get(value.toLowerCase()) : undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  if (trimmed === '') return undefined;
  return trimmed.length > MAX_TEXT ? `${trimmed.slice(0, MAX_TEXT - 1)}…` : trimmed;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

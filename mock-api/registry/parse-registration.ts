import { Fields } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';
import { parseGoDuration } from './go-duration.ts';
import type { LeaseTerms } from './leases.ts';
import type { CheckStatus, Registration } from './registry.ts';

/** An instance from outside, and how it keeps itself listed; without terms it stays until it is deregistered. */
interface ForeignInstance {
  readonly registration: Registration;
  readonly terms: LeaseTerms | undefined;
}

/**
 * Reads what `PUT /v1/agent/service/register` is sent. Foreign instances are not probed: they pass until they are deregistered,
 * or check in by themselves when they bring a `Check` with a `TTL`.
 *
 * @throws Problem naming the field and what is allowed.
 */
export function parseRegistration(body: unknown): ForeignInstance {
  const fields = new Fields(body);
  const service = fields.text('Name');
  const id = fields.text('ID', service);
  const meta = textRecord(fields, 'Meta');
  const weights = new Fields(fields.all['Weights'] ?? {});
  const terms = fields.has('Check') ? leaseTerms(new Fields(fields.all['Check']), id) : undefined;
  const registration: Registration = {
    id,
    service,
    node: `foreign-${id}`,
    address: fields.text('Address', 'localhost'),
    port: fields.integer('Port', { min: 1, max: 65_535 }),
    datacenter: 'foreign',
    zone: meta['zone'] ?? 'unknown',
    tags: textList(fields, 'Tags'),
    meta,
    weights: {
      passing: weights.integer('Passing', { min: 0, max: 65_535, default: 1 }),
      warning: weights.integer('Warning', { min: 0, max: 65_535, default: 1 }),
    },
    check:
      terms === undefined
        ? { status: 'passing', output: 'Registered from outside, not probed.' }
        : { status: initialStatus(fields.all['Check']), output: '' },
  };
  return { registration, terms };
}

function leaseTerms(check: Fields, id: string): LeaseTerms {
  return {
    checkId: check.text('CheckID', `service:${id}`),
    ttl: duration(check, 'TTL'),
    removedAfter: check.has('DeregisterCriticalServiceAfter')
      ? duration(check, 'DeregisterCriticalServiceAfter')
      : undefined,
  };
}

/** Consul takes nobody for well before he has said so. */
function initialStatus(check: unknown): CheckStatus {
  const fields = new Fields(check);
  return fields.has('Status')
    ? fields.oneOf('Status', ['passing', 'warning', 'critical'])
    : 'critical';
}

/** Timers hold no longer time than this. */
const longestDuration = 2 ** 31 - 1;

function duration(fields: Fields, name: string): number {
  const ms = parseGoDuration(fields.text(name));
  if (ms === undefined || ms <= 0 || ms > longestDuration) {
    throw wrongShape(name, 'a duration such as 30s or 1m30s');
  }
  return ms;
}

function textList(fields: Fields, name: string): string[] {
  const value = fields.all[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw wrongShape(name, 'a list of texts');
}

function textRecord(fields: Fields, name: string): Record<string, string> {
  const value = fields.all[name] ?? {};
  if (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item === 'string')
  ) {
    return value as Record<string, string>;
  }
  throw wrongShape(name, 'an object of texts');
}

function wrongShape(field: string, allowed: string): Problem {
  return new Problem(400, 'invalid-field', 'A field is out of range', `"${field}" is ${allowed}.`, {
    members: { field, allowed },
  });
}

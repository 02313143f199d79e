import { Fields } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';
import type { Registration } from './registry.ts';

/**
 * Reads what `PUT /v1/agent/service/register` is sent. Foreign instances are not probed: they pass until they are deregistered.
 *
 * @throws Problem naming the field and what is allowed.
 */
export function parseRegistration(body: unknown): Registration {
  const fields = new Fields(body);
  const service = fields.text('Name');
  const id = fields.text('ID', service);
  const meta = textRecord(fields, 'Meta');
  const weights = new Fields(fields.all['Weights'] ?? {});
  return {
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
    check: { status: 'passing', output: 'Registered from outside, not probed.' },
  };
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

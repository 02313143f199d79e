import { Fields } from '../http/fields.ts';
import type { Fault, FaultType, HangFault } from './fault.ts';

/**
 * Reads one fault or a list of them from a request's body.
 *
 * @throws Problem naming the field and what is allowed.
 */
export function parseFaults(body: unknown, allowedTypes: readonly FaultType[]): Fault[] {
  return (Array.isArray(body) ? body : [body]).map((item) => {
    const fields = new Fields(item);
    const fault = parsers[fields.oneOf('type', allowedTypes)](fields);
    fields.refuseOthers();
    return fault;
  });
}

const milliseconds = { min: 0, max: 600_000 };
const phase = { min: 100, max: 3_600_000 };

const parsers: { [T in FaultType]: (fields: Fields) => Extract<Fault, { type: T }> } = {
  latency: (fields) => ({
    type: 'latency',
    latency: fields.number('latency', milliseconds),
    jitter: fields.number('jitter', { ...milliseconds, default: 0 }),
    ...perRequest(fields),
  }),
  errors: (fields) => ({
    type: 'errors',
    rate: fields.number('rate', { min: 0, max: 1, default: 1 }),
    status: fields.integer('status', { min: 400, max: 599, default: 500 }),
    ...perRequest(fields),
  }),
  hang: (fields) => ({ type: 'hang', ...perRequest(fields) }),
  rateLimit: (fields) => ({
    type: 'rateLimit',
    retryAfter: fields.integer('retryAfter', { min: 0, max: 3_600, default: 1 }),
    rate: fields.number('rate', { min: 0, max: 10_000, default: 0 }),
    ...perRequest(fields),
  }),
  slowBody: (fields) => ({
    type: 'slowBody',
    bytesPerSecond: fields.integer('bytesPerSecond', { min: 1, max: 10_000_000 }),
    ...perRequest(fields),
  }),
  truncatedBody: (fields) => ({
    type: 'truncatedBody',
    bytes: fields.integer('bytes', { min: 0, max: 10_000_000, default: 0 }),
    ...perRequest(fields),
  }),
  malformedJson: (fields) => ({ type: 'malformedJson', ...perRequest(fields) }),
  empty: (fields) => ({ type: 'empty', ...perRequest(fields) }),
  down: (fields) => ({ type: 'down', ...timed(fields) }),
  flapping: (fields) => ({
    type: 'flapping',
    upMs: fields.integer('upMs', phase),
    downMs: fields.integer('downMs', phase),
    ...timed(fields),
  }),
};

function timed(fields: Fields): { ttlMs?: number } {
  return fields.has('ttlMs') ? { ttlMs: fields.integer('ttlMs', { min: 1, max: 86_400_000 }) } : {};
}

function perRequest(
  fields: Fields,
): Pick<HangFault, 'toxicity' | 'exceptHealth' | 'seed' | 'ttlMs'> {
  return {
    toxicity: fields.number('toxicity', { min: 0, max: 1, default: 1 }),
    exceptHealth: fields.boolean('exceptHealth', false),
    ...(fields.has('seed') ? { seed: fields.integer('seed', { min: 0, max: 2 ** 32 - 1 }) } : {}),
    ...timed(fields),
  };
}

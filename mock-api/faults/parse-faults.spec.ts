import { Problem } from '../http/problem.ts';
import { instanceFaultTypes, registryFaultTypes } from './fault.ts';
import { parseFaults } from './parse-faults.ts';

function refusal(body: unknown): Problem {
  try {
    parseFaults(body, instanceFaultTypes);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('It was accepted.');
}

describe('parseFaults', () => {
  it('fills in what may be left out', () => {
    expect(parseFaults({ type: 'errors' }, instanceFaultTypes)).toEqual([
      { type: 'errors', rate: 1, status: 500, toxicity: 1, exceptHealth: false },
    ]);
    expect(parseFaults([{ type: 'down' }], instanceFaultTypes)).toEqual([{ type: 'down' }]);
  });

  const rows: { fault: unknown; field: string; allowed: string }[] = [
    { fault: { type: 'slow' }, field: 'type', allowed: `one of ${instanceFaultTypes.join(', ')}` },
    { fault: {}, field: 'type', allowed: `one of ${instanceFaultTypes.join(', ')}` },
    { fault: { type: 'empty' }, field: 'type', allowed: `one of ${instanceFaultTypes.join(', ')}` },
    { fault: { type: 'latency' }, field: 'latency', allowed: 'a number from 0 to 600000' },
    {
      fault: { type: 'latency', latency: -1 },
      field: 'latency',
      allowed: 'a number from 0 to 600000',
    },
    {
      fault: { type: 'latency', latency: '800' },
      field: 'latency',
      allowed: 'a number from 0 to 600000',
    },
    {
      fault: { type: 'latency', latency: 1, jitter: -2 },
      field: 'jitter',
      allowed: 'a number from 0 to 600000',
    },
    { fault: { type: 'errors', rate: 1.5 }, field: 'rate', allowed: 'a number from 0 to 1' },
    {
      fault: { type: 'errors', status: 200 },
      field: 'status',
      allowed: 'an integer from 400 to 599',
    },
    {
      fault: { type: 'errors', status: 503.5 },
      field: 'status',
      allowed: 'an integer from 400 to 599',
    },
    { fault: { type: 'hang', toxicity: 2 }, field: 'toxicity', allowed: 'a number from 0 to 1' },
    { fault: { type: 'hang', ttlMs: 0 }, field: 'ttlMs', allowed: 'an integer from 1 to 86400000' },
    {
      fault: { type: 'hang', seed: -1 },
      field: 'seed',
      allowed: 'an integer from 0 to 4294967295',
    },
    {
      fault: { type: 'hang', exceptHealth: 'yes' },
      field: 'exceptHealth',
      allowed: 'true or false',
    },
    {
      fault: { type: 'rateLimit', retryAfter: 0.5 },
      field: 'retryAfter',
      allowed: 'an integer from 0 to 3600',
    },
    {
      fault: { type: 'slowBody', bytesPerSecond: 0 },
      field: 'bytesPerSecond',
      allowed: 'an integer from 1 to 10000000',
    },
    {
      fault: { type: 'truncatedBody', bytes: -5 },
      field: 'bytes',
      allowed: 'an integer from 0 to 10000000',
    },
    {
      fault: { type: 'flapping', upMs: 500 },
      field: 'downMs',
      allowed: 'an integer from 100 to 3600000',
    },
    {
      fault: { type: 'latency', latency: 5, delay: 5 },
      field: 'delay',
      allowed: 'only the fields type, latency, jitter, toxicity, exceptHealth, seed, ttlMs',
    },
    {
      fault: { type: 'down', toxicity: 0.5 },
      field: 'toxicity',
      allowed: 'only the fields type, ttlMs',
    },
  ];
  for (const { fault, field, allowed } of rows) {
    it(`refuses ${JSON.stringify(fault)} by naming ${field} and its range`, () => {
      const { status, members } = refusal(fault);
      expect({ status, field: members['field'], allowed: members['allowed'] }).toEqual({
        status: 400,
        field,
        allowed,
      });
    });
  }

  for (const body of [null, 'down', 7, [['down']]]) {
    it(`refuses ${JSON.stringify(body)}, which is no object`, () => {
      expect(refusal(body).members['allowed']).toBe('a JSON object');
    });
  }

  it('knows the empty list on the registry, which never goes down', () => {
    expect(parseFaults({ type: 'empty' }, registryFaultTypes)[0]?.type).toBe('empty');
    expect(() => parseFaults({ type: 'down' }, registryFaultTypes)).toThrowError(/"type"/);
  });
});

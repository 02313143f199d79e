import type { CacheRequest } from './cached-response';
import { resolveCachePolicy } from './cache-policy';
import { NOON, type ReuseCase } from './cases/reuse-case';
import { invalidationCases, keptPaths, reuseCases, validationCases } from './http-cache-cases';
import { currentAge } from './freshness';
import { invalidatedPaths } from './invalidated-paths';
import { mayStore } from './may-store';
import { ResponseStore, showsAny, type CacheKey } from './response-store';
import { weigh, type Reuse } from './reuse';
import { conditionalHeaders, confirmed, isConfirmed } from './validation';

const KEY: CacheKey = { service: 's', path: '/', method: 'GET', type: 'json', identity: '' };

function request(headers: Readonly<Record<string, string>> = {}, method = 'GET'): CacheRequest {
  return { method, header: (name) => headers[name.toLowerCase()] ?? null };
}

/** Keeps the answer of a row if it may be kept, finds it for the second request, and weighs it. */
function run(given: ReuseCase): Reuse | 'unstored' | 'unfit' {
  const { method, asked, status = 200, said, delay = 0, after = 0, policy = {} } = given;
  const first = request(asked, method);
  const response = {
    ...{ status, headers: said, body: 'body' },
    ...{ requestTime: NOON - delay * 1_000, responseTime: NOON },
  };
  if (!mayStore(first, response)) return 'unstored';
  const store = new ResponseStore<string>();
  store.put(KEY, first, response, []);
  const second = request(given.again ?? asked, method);
  const found = store.find(KEY, second);
  if (found === undefined) return 'unfit';
  const resolved = resolveCachePolicy(
    {
      ...(policy.fresh === undefined ? {} : { fresh: policy.fresh * 1_000 }),
      ...(policy.swr === undefined ? {} : { staleWhileRevalidate: policy.swr * 1_000 }),
      ...(policy.sie === undefined ? {} : { staleIfError: policy.sie * 1_000 }),
    },
    'policy',
  );
  return weigh(second, found, resolved, NOON + after * 1_000);
}

describe('A private cache', () => {
  for (const given of reuseCases) {
    it(`${given.section}: ${given.title}`, () => {
      const result = run(given);
      if (typeof result === 'string') {
        expect(result).toBe(given.use as typeof result);
        return;
      }
      expect(result.use as string).toBe(given.use);
      if (given.age !== undefined) expect(result.age).toBe(given.age * 1_000);
      if (given.ttl !== undefined) expect(result.ttl).toBe(given.ttl * 1_000);
      if (given.mayStandIn !== undefined) expect(result.mayStandIn).toBe(given.mayStandIn);
    });
  }
});

describe('An answer that was confirmed', () => {
  for (const given of validationCases) {
    it(`${given.section}: ${given.title}`, () => {
      const kept = {
        ...{ status: 200, headers: given.kept, body: 'body', varied: {} },
        ...{ requestTime: NOON, responseTime: NOON },
      };
      const at = NOON + 100_000;
      expect(conditionalHeaders(kept)).toEqual(given.asks);
      expect(isConfirmed(kept, given.said)).toBe(given.isConfirmed ?? true);
      const confirmation = { status: 304, headers: given.said, requestTime: at, responseTime: at };
      const after = confirmed(kept, confirmation);
      expect([after.status, after.body]).toEqual([200, 'body']);
      for (const [name, value] of Object.entries(given.then ?? {})) {
        expect(after.headers[name]).withContext(name).toBe(value);
      }
      if (given.age !== undefined) expect(currentAge(after, at + 10_000)).toBe(given.age * 1_000);
    });
  }
});

describe('A change makes untrue', () => {
  for (const { section, title, method, status, path, others = [], gone } of invalidationCases) {
    it(`${section}: ${title} (${method} ${path}: ${status})`, () => {
      const store = new ResponseStore<string>();
      const response = { status: 200, headers: {}, body: '', requestTime: 0, responseTime: 0 };
      for (const kept of keptPaths) {
        store.put({ ...KEY, path: kept }, request(), response, []);
        store.put({ ...KEY, path: kept, service: 'other' }, request(), response, []);
      }
      store.drop(showsAny('s', invalidatedPaths(method, status, path, others)));
      const left = store.all().map(({ key }) => `${key.service} ${key.path}`);
      const expected = keptPaths.flatMap((kept) => [
        ...(gone.includes(kept) ? [] : [`s ${kept}`]),
        `other ${kept}`,
      ]);
      expect(left.sort()).toEqual(expected.sort());
    });
  }
});

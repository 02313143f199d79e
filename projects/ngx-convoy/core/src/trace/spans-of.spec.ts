import { Endpoint } from '../balancing/endpoint';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { ManualClock, seededRandom, sequentialIds } from 'ngx-convoy/testing';
import type { Attempt } from '../pipeline/transport';
import { CallRecord } from './call-record';
import { OperationRecord } from './operation-record';
import type { Span } from './span';
import { spansOf } from './spans-of';
import type { TraceContext } from './trace-context';

const clock = new ManualClock();
const T = clock.now();
const ids = sequentialIds();
const context: TraceContext = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  sampled: true,
  random: true,
};

function call(given: { method?: string; path?: string; template?: string } = {}): CallRecord {
  return new CallRecord({
    context,
    parentIsRemote: false,
    parentSpanId: undefined,
    service: 'orders',
    method: given.method ?? 'GET',
    path: given.path ?? '/42',
    template: given.template,
    start: T,
  });
}

/** Tries an instance, from `at` to `at + ms` after the call began. */
function attempt(
  record: CallRecord,
  url: string,
  at: number,
  ms: number,
  how: Partial<{ outcome: 'success' | 'failure' | 'timeout' | 'cancelled'; status: number }> &
    Partial<Pick<Attempt, 'isHedge' | 'panic'>> = {},
): void {
  const breaker = new CircuitBreaker({}, clock, seededRandom(1));
  const endpoint = new Endpoint({ id: 'eu', url: 'https://eu.test' }, breaker, T);
  const { isHedge = false, panic = false } = how;
  const number = record.attempts.length + 1;
  const sent: Attempt = { number, endpoint, startedAt: T + at, isHedge, panic };
  const step = record.attemptBegins(sent, ids.spanId(), url);
  step.status = how.status;
  step.end(how.outcome ?? 'success', T + at + ms);
}

function spans(record: CallRecord | OperationRecord): readonly Span[] {
  return spansOf(record, 'https://shop.test');
}

describe('The spans of a call', () => {
  it('are one for the call and an HTTP client span for each attempt, as the conventions have it', () => {
    const record = call({ template: '/orders/{id}' });
    attempt(record, 'https://eu.test/orders', 5, 20, { status: 200 });
    record.end('success', T + 25);
    const [whole, first, ...more] = spans(record);
    expect(more).toEqual([]);
    expect(whole).toEqual({
      traceId: context.traceId,
      spanId: context.spanId,
      parentSpanId: undefined,
      parentIsRemote: false,
      flags: 3,
      tracestate: undefined,
      name: 'GET /orders/{id}',
      kind: 'call',
      service: 'orders',
      start: T,
      end: T + 25,
      status: 'unset',
      message: undefined,
      attributes: {
        'convoy.service': 'orders',
        'convoy.method': 'GET',
        'convoy.path': '/42',
        'convoy.outcome': 'success',
        'convoy.attempts': 1,
        'convoy.sampling': 'head',
        'url.template': '/orders/{id}',
      },
      events: [],
    });
    expect(first).toEqual(
      jasmine.objectContaining({
        parentSpanId: context.spanId,
        name: 'GET /orders/{id}',
        kind: 'attempt',
        start: T + 5,
        end: T + 25,
        status: 'unset',
        attributes: {
          'http.request.method': 'GET',
          'server.address': 'eu.test',
          'server.port': 443,
          'url.full': 'https://eu.test/orders/42',
          'http.response.status_code': 200,
          'url.template': '/orders/{id}',
          'convoy.service': 'orders',
          'convoy.instance': 'eu',
          'convoy.attempt': 1,
          'convoy.outcome': 'success',
        },
      }),
    );
  });

  it('have names of low cardinality, never the path', () => {
    const record = call();
    attempt(record, 'https://eu.test', 0, 1);
    expect(spans(record).map(({ name }) => name)).toEqual(['GET orders', 'GET']);
  });

  const servers: readonly (readonly [url: string, address: string, port: number, full: string])[] =
    [
      ['https://eu.test', 'eu.test', 443, 'https://eu.test/42'],
      ['http://eu.test/x', 'eu.test', 80, 'http://eu.test/x/42'],
      ['http://10.1.2.80:8080', '10.1.2.80', 8080, 'http://10.1.2.80:8080/42'],
      ['http://[::1]:4100', '::1', 4100, 'http://[::1]:4100/42'],
      ['HTTPS://EU.test', 'EU.test', 443, 'HTTPS://EU.test/42'],
      ['/own', 'shop.test', 443, 'https://shop.test/own/42'],
      ['http://me:secret@eu.test:81', 'eu.test', 81, 'http://eu.test:81/42'],
    ];
  for (const [url, address, port, full] of servers) {
    it(`name the server of ${url}`, () => {
      const record = call();
      attempt(record, url, 0, 1);
      expect(spans(record)[1]?.attributes).toEqual(
        jasmine.objectContaining({
          'server.address': address,
          'server.port': port,
          'url.full': full,
        }),
      );
    });
  }

  const errors: readonly (readonly [
    rule: string,
    how: Parameters<typeof attempt>[4],
    type: string | undefined,
  ])[] = [
    ['an answer of 2xx is no error', { status: 204 }, undefined],
    ['an answer of 4xx is one, for a client', { status: 404 }, '404'],
    ['an answer of 5xx is one', { outcome: 'failure', status: 503 }, '503'],
    ['no answer is one', { outcome: 'failure' }, 'no-answer'],
    ['a body that is not what it says is one', { outcome: 'failure', status: 200 }, 'bad-answer'],
    ['a timeout is one', { outcome: 'timeout' }, 'timeout'],
    ['what the caller cancelled is none', { outcome: 'cancelled' }, undefined],
  ];
  for (const [rule, how, type] of errors) {
    it(`know: ${rule}`, () => {
      const record = call();
      attempt(record, 'https://eu.test', 0, 1, how);
      const span = spans(record)[1];
      expect(span?.status).toBe(type === undefined ? 'unset' : 'error');
      expect(span?.attributes['error.type']).toBe(type);
    });
  }

  it('count what was sent again, and say of a retry why and when', () => {
    const record = call();
    attempt(record, 'https://eu.test', 0, 10, { outcome: 'failure', status: 503 });
    record.heard({ type: 'retry', at: T + 10, attempt: 2, delayMs: 30.4 });
    attempt(record, 'https://us.test', 40, 10, { status: 200 });
    record.end('success', T + 50);
    const [whole, first, second] = spans(record);
    expect(first?.attributes['http.request.resend_count']).toBeUndefined();
    expect(second?.attributes['http.request.resend_count']).toBe(1);
    expect(whole?.attributes['convoy.attempts']).toBe(2);
    expect(whole?.events).toEqual([
      {
        name: 'convoy.retry',
        time: T + 10,
        attributes: {
          'convoy.detail': 'attempt 2 in 30 ms',
          'convoy.attempt': 2,
          'convoy.delay_ms': 30.4,
        },
      },
    ]);
  });

  it('mark a hedge, and an attempt made in panic', () => {
    const record = call();
    attempt(record, 'https://eu.test', 0, 50, { outcome: 'cancelled', panic: true });
    record.heard({ type: 'hedge', at: T + 30, attempt: 2 });
    attempt(record, 'https://us.test', 30, 20, { isHedge: true });
    const [whole, first, second] = spans(record);
    expect(first?.attributes['convoy.panic']).toBeTrue();
    expect(second?.attributes['convoy.hedge']).toBeTrue();
    expect(whole?.events?.map(({ name }) => name)).toEqual(['convoy.hedge']);
  });

  it('show the waiting for a place, and a refusal as a short error', () => {
    const record = call();
    record.heard({ type: 'queued', at: T, by: 'bulkhead' });
    record.heard({ type: 'admitted', at: T + 70, waitedMs: 70 });
    record.heard({ type: 'refused', at: T + 70, by: 'breaker', reason: '5 failures in a row' });
    record.end('rejected', T + 70, 'The circuit of orders is open', 'circuit-open');
    const [whole, queue, refusal] = spans(record);
    expect(whole).toEqual(
      jasmine.objectContaining({ status: 'error', message: 'The circuit of orders is open' }),
    );
    expect(queue).toEqual(
      jasmine.objectContaining({ kind: 'queue', name: 'queue bulkhead', start: T, end: T + 70 }),
    );
    expect(refusal).toEqual(
      jasmine.objectContaining({
        kind: 'refusal',
        name: 'refused by breaker',
        start: T + 70,
        end: T + 70,
        status: 'error',
        message: '5 failures in a row',
      }),
    );
    expect(refusal?.attributes['error.type']).toBe('circuit-open');
    expect(new Set([whole, queue, refusal].map((span) => span?.spanId)).size).toBe(3);
  });

  it('show waiting that did not come to an end', () => {
    const record = call();
    record.heard({ type: 'queued', at: T + 1, by: 'rate-limit' });
    record.end('cancelled', T + 9, 'the caller lost interest');
    expect(spans(record)[1]).toEqual(jasmine.objectContaining({ start: T + 1, end: T + 9 }));
  });

  it('show who answered instead; the call is then no error for its caller', () => {
    const record = call();
    attempt(record, 'https://eu.test', 0, 10, { outcome: 'failure', status: 503 });
    record.fallbackBegins(ids.spanId(), T + 10).end('cache', '3 min old', T + 12);
    record.end('fallback', T + 12, 'answered from cache: 3 min old', '503');
    const [whole, , fallback] = spans(record);
    expect(whole?.status).toBe('unset');
    expect(fallback).toEqual(
      jasmine.objectContaining({ name: 'fallback cache', start: T + 10, end: T + 12 }),
    );
    expect(fallback?.attributes['convoy.fallback.detail']).toBe('3 min old');
  });

  it('leave unusual methods out of names', () => {
    const record = call({ method: 'BREW' });
    attempt(record, 'https://eu.test', 0, 1);
    const span = spans(record)[1];
    expect(span?.name).toBe('HTTP');
    expect(span?.attributes['http.request.method']).toBe('_OTHER');
    expect(span?.attributes['http.request.method_original']).toBe('BREW');
  });

  it('are the same each time they are read, ids included', () => {
    const record = call();
    record.heard({ type: 'queued', at: T, by: 'bulkhead' });
    record.heard({ type: 'refused', at: T, by: 'bulkhead', reason: 'full' });
    expect(spans(record)).toEqual(spans(record));
  });
});

describe('The span of an operation', () => {
  it('tells its name, its outcome and what the app said about it', () => {
    const record = new OperationRecord(context, true, 'b7ad6b7169203331', 'checkout', T, {
      'app.items': 3,
    });
    record.end('failure', T + 9, 'out of stock', 'OutOfStock');
    expect(spans(record)).toEqual([
      jasmine.objectContaining({
        parentSpanId: 'b7ad6b7169203331',
        parentIsRemote: true,
        name: 'checkout',
        kind: 'operation',
        end: T + 9,
        status: 'error',
        message: 'out of stock',
        attributes: {
          'app.items': 3,
          'convoy.outcome': 'failure',
          'convoy.sampling': 'head',
          'error.type': 'OutOfStock',
        },
      }),
    ]);
  });

  it('ends once', () => {
    const record = new OperationRecord(context, false, undefined, 'checkout', T, {});
    expect(record.end('success', T + 5)).toBeTrue();
    expect(record.end('failure', T + 9)).toBeFalse();
    expect(spans(record)[0]?.end).toBe(T + 5);
  });
});

describe('CallRecord', () => {
  it('says in words how it went', () => {
    const record = call();
    expect(record.detail).toBe('it has not ended yet');
    attempt(record, 'https://eu.test', 0, 10, { status: 200 });
    record.end('success', T + 10);
    expect(record.detail).toBe('answered 200');
    expect(record.durationMs).toBe(10);
  });

  it('ends once', () => {
    const record = call();
    expect(record.end('failure', T + 5, 'answered 503', '503')).toBeTrue();
    expect(record.end('cancelled', T + 9)).toBeFalse();
    expect(record.outcome).toBe('failure');
  });

  const trouble: readonly (readonly [rule: string, tell: (record: CallRecord) => void])[] = [
    [
      'an attempt that failed',
      (record) => attempt(record, 'https://a.test', 0, 1, { outcome: 'failure' }),
    ],
    ['a timeout', (record) => attempt(record, 'https://a.test', 0, 1, { outcome: 'timeout' })],
    [
      'a second attempt',
      (record) => {
        attempt(record, 'https://a.test', 0, 1, { outcome: 'cancelled' });
        attempt(record, 'https://b.test', 0, 1);
      },
    ],
    [
      'a refusal',
      (record) => {
        record.heard({ type: 'refused', at: T, by: 'breaker', reason: 'open' });
      },
    ],
    ['a fallback', (record) => void record.fallbackBegins('00f067aa0ba902b8', T)],
  ];
  for (const [rule, tell] of trouble) {
    it(`has trouble with ${rule}`, () => {
      const record = call();
      tell(record);
      expect(record.hasTrouble).toBeTrue();
    });
  }

  it('has no trouble with waiting and one good attempt', () => {
    const record = call();
    record.heard({ type: 'queued', at: T, by: 'bulkhead' });
    record.heard({ type: 'admitted', at: T + 70, waitedMs: 70 });
    attempt(record, 'https://a.test', 0, 1);
    expect(record.hasTrouble).toBeFalse();
    expect(record.notes).toEqual(['waited 70 ms for a place']);
  });
});

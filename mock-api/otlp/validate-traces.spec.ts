import { throughProtobuf } from './protobuf-oracle.ts';
import type { OtlpSpan, OtlpTraces } from './otlp-span.ts';
import { isTraces, validateTraces } from './validate-traces.ts';

const span: OtlpSpan = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  parentSpanId: 'eee19b7ec3c1b173',
  traceState: 'rojo=1,congo=2',
  flags: 0x103,
  name: 'GET /orders/{id}',
  kind: 3,
  startTimeUnixNano: '1544712660000000000',
  endTimeUnixNano: '1544712661000000000',
  attributes: [
    { key: 'http.request.method', value: { stringValue: 'GET' } },
    { key: 'http.response.status_code', value: { intValue: '503' } },
    { key: 'convoy.hedge', value: { boolValue: true } },
    { key: 'convoy.waited_ms', value: { doubleValue: 1.5 } },
  ],
  events: [{ timeUnixNano: '1544712660500000000', name: 'convoy.retry', attributes: [] }],
  status: { code: 2, message: 'no' },
};

function bodyOf(changes: object = {}): OtlpTraces {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop-web' } }] },
        scopeSpans: [
          {
            scope: { name: 'ngx-convoy' },
            schemaUrl: 'https://opentelemetry.io/schemas/1.44.0',
            spans: [{ ...span, ...changes }],
          },
        ],
      },
    ],
  };
}

/** Empty lists do not travel, and the oracle's schema is older than `flags`. */
function asItTravels(body: OtlpTraces): unknown {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      key === 'flags' || (Array.isArray(value) && value.length === 0) ? undefined : value,
    ),
  );
}

describe('validateTraces', () => {
  it("accepts what the protocol's own schema gives back unchanged", () => {
    expect(validateTraces(bodyOf())).toEqual([]);
    expect(throughProtobuf(bodyOf())).toEqual(asItTravels(bodyOf()));
  });

  it('accepts a body without spans, and 64 bits at their limits', () => {
    expect(isTraces({})).toBeTrue();
    expect(isTraces({ resourceSpans: [] })).toBeTrue();
    const attributes = [
      { key: 'least', value: { intValue: '-9223372036854775808' } },
      { key: 'most', value: { intValue: '9223372036854775807' } },
    ];
    expect(validateTraces(bodyOf({ attributes }))).toEqual([]);
    expect(throughProtobuf(bodyOf({ attributes, events: undefined }))).toEqual(
      asItTravels(bodyOf({ attributes, events: undefined })),
    );
  });

  const at = 'resourceSpans[0].scopeSpans[0].spans[0]';
  const attribute = (value: unknown, key: unknown = 'k') => ({ attributes: [{ key, value }] });
  const rows: readonly (readonly [fault: string, changes: object, problem: string])[] = [
    ['an id that is too short', { traceId: '5b8e' }, `${at}.traceId must be 16 bytes in hex`],
    ['an id of zeros', { spanId: '0'.repeat(16) }, `${at}.spanId must be 8 bytes in hex`],
    ['an id in base64', { spanId: '7uGbfsPBsXQ=' }, `${at}.spanId must be 8 bytes in hex`],
    ['an empty parent', { parentSpanId: '' }, `${at}.parentSpanId must be 8 bytes in hex`],
    ['its own parent', { parentSpanId: span.spanId }, `${at} is its own parent`],
    ['a kind in words', { kind: 'SPAN_KIND_CLIENT' }, `${at}.kind must be a number from 1 to 5`],
    ['no kind', { kind: 0 }, `${at}.kind must be a number from 1 to 5`],
    ['a number of 64 bits', { startTimeUnixNano: 1544712660 }, `${at}.startTimeUnixNano must be`],
    ['a time in ISO 8601', { endTimeUnixNano: '2018-12-13' }, `${at}.endTimeUnixNano must be`],
    ['a time with a fraction', { endTimeUnixNano: '1.5' }, `${at}.endTimeUnixNano must be`],
    ['a negative time', { startTimeUnixNano: '-1' }, `${at}.startTimeUnixNano must be`],
    ['an end before the start', { endTimeUnixNano: '1' }, `${at} ends before it starts`],
    ['an empty name', { name: '' }, `${at}.name must be a string that is not empty`],
    ['flags of 32 bits', { flags: 0x400 }, `${at}.flags must be a whole number of 10 bits`],
    ['a snake_case member', { trace_state: 'a=1' }, `${at}.trace_state is not known`],
    ['a tracestate that is none', { traceState: 'nonsense' }, `${at}.traceState must be`],
    ['attributes as an object', { attributes: { a: 1 } }, `${at}.attributes must be an array`],
    ['a bare value', attribute('x'), `${at}.attributes[0].value must be an object`],
    ['no value', attribute({}), `${at}.attributes[0].value must have exactly one member`],
    [
      'two values',
      attribute({ stringValue: 'x', boolValue: true }),
      `${at}.attributes[0].value must have exactly one member`,
    ],
    ['an intValue as a number', attribute({ intValue: 503 }), 'value.intValue must be a decimal'],
    ['an int beyond 64 bits', attribute({ intValue: '9223372036854775808' }), 'intValue must be'],
    ['a key that is empty', attribute({ stringValue: 'x' }, ''), `${at}.attributes[0].key must be`],
    [
      'a key twice',
      { attributes: [...(span.attributes ?? []), ...(span.attributes ?? [])] },
      `${at}.attributes has the key http.request.method twice`,
    ],
    ['an event without a name', { events: [{ timeUnixNano: '1' }] }, `events[0].name is missing`],
    ['a status in words', { status: { code: 'ERROR' } }, `${at}.status.code must be a number`],
  ];
  for (const [fault, changes, problem] of rows) {
    it(`refuses ${fault}`, () => {
      const problems = validateTraces(bodyOf(changes));
      expect(problems.length).toBe(1);
      expect(problems[0]).toContain(problem);
    });
  }

  for (const missing of ['traceId', 'spanId', 'name', 'kind', 'startTimeUnixNano'] as const) {
    it(`refuses a span without ${missing}`, () => {
      const body: unknown = JSON.parse(JSON.stringify(bodyOf({ [missing]: undefined })));
      expect(validateTraces(body)).toEqual([`${at}.${missing} is missing`]);
    });
  }

  for (const body of [null, 'text', [], { spans: [] }, { resourceSpans: [{}] }]) {
    it(`refuses ${JSON.stringify(body)} as a body`, () => {
      expect(validateTraces(body).length).toBeGreaterThan(0);
    });
  }

  it('refuses a resource that does not say which service it is', () => {
    const body = { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [] }] };
    expect(validateTraces(body)).toEqual(['resourceSpans[0].resource has no service.name']);
  });
});

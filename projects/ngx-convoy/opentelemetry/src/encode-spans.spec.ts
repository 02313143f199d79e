import fc from 'fast-check';
import { encodeSpan, envelopeOf } from './encode-spans';

type Ended = Parameters<typeof encodeSpan>[0];

const span: Ended = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  parentSpanId: 'eee19b7ec3c1b173',
  parentIsRemote: true,
  flags: 3,
  tracestate: 'rojo=1',
  name: 'GET /orders/{id}',
  kind: 'attempt',
  service: 'orders',
  start: 1_544_712_660_000,
  end: 1_544_712_661_000.5,
  status: 'error',
  message: 'Zo\u00eb: no',
  attributes: { text: 'x', whole: 503, part: 1.5, flag: true },
  events: [{ name: 'convoy.retry', time: 1_544_712_660_500, attributes: { 'convoy.attempt': 2 } }],
};

/** What of a span as it travels these specs look at. */
interface Encoded {
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
}

function encoded(changes: Partial<Ended> = {}): Encoded {
  return JSON.parse(encodeSpan({ ...span, ...changes })) as Encoded;
}

describe('encodeSpan', () => {
  it('writes what the protocol wants', () => {
    const written: unknown = encoded();
    expect(written).toEqual({
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: 'eee19b7ec3c1b173',
      traceState: 'rojo=1',
      flags: 0x303,
      name: 'GET /orders/{id}',
      kind: 3,
      startTimeUnixNano: '1544712660000000000',
      endTimeUnixNano: '1544712661000500000',
      attributes: [
        { key: 'text', value: { stringValue: 'x' } },
        { key: 'whole', value: { intValue: '503' } },
        { key: 'part', value: { doubleValue: 1.5 } },
        { key: 'flag', value: { boolValue: true } },
      ],
      events: [
        {
          timeUnixNano: '1544712660500000000',
          name: 'convoy.retry',
          attributes: [{ key: 'convoy.attempt', value: { intValue: '2' } }],
        },
      ],
      status: { code: 2, message: 'Zo\u00eb: no' },
    });
  });

  it('makes only attempts client spans', () => {
    for (const kind of ['call', 'queue', 'refusal', 'fallback', 'operation'] as const) {
      expect(encoded({ kind }).kind).toBe(1);
    }
  });

  it('leaves out what is not there', () => {
    const bare = encoded({ parentSpanId: undefined, tracestate: undefined, events: [] });
    expect(Object.keys(bare)).not.toEqual(
      jasmine.arrayContaining([jasmine.stringMatching(/parentSpanId|traceState|events/)]),
    );
  });

  it('never ends before it begins, though a clock was set back', () => {
    const { startTimeUnixNano, endTimeUnixNano } = encoded({ end: span.start - 5_000 });
    expect(endTimeUnixNano).toBe(startTimeUnixNano);
  });

  it('cuts long texts, and writes ASCII', () => {
    const json = encodeSpan({ ...span, attributes: { long: '\u00e4'.repeat(5_000) } });
    expect(json).toMatch(/^[\x20-\x7e]+$/);
    const { attributes } = JSON.parse(json) as Encoded;
    expect(attributes[0]?.value['stringValue']).toBe(`${'\u00e4'.repeat(1_023)}\u2026`);
  });

  it('has words for numbers that JSON does not have', () => {
    const { attributes } = encoded({ attributes: { a: NaN, b: -Infinity } });
    expect(attributes.map(({ value }) => value['doubleValue'])).toEqual(['NaN', '-Infinity']);
  });

  it('takes any text and any number', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (attributes) => {
        const { attributes: list } = encoded({ attributes });
        expect(list.map(({ key }) => key)).toEqual(Object.keys(attributes));
        for (const { value } of list) expect(Object.keys(value).length).toBe(1);
      }),
    );
  });
});

describe('envelopeOf', () => {
  it('says what sends and by which conventions, around any number of spans', () => {
    const { head, tail } = envelopeOf({ 'service.name': 'shop-web', 'app.version': 3 });
    for (const spans of [[], [1], [1, 2]]) {
      expect(JSON.parse(head + spans.join(',') + tail)).toEqual({
        resourceSpans: [
          {
            resource: {
              attributes: [
                { key: 'service.name', value: { stringValue: 'shop-web' } },
                { key: 'app.version', value: { intValue: '3' } },
              ],
            },
            scopeSpans: [
              {
                scope: { name: 'ngx-convoy' },
                spans,
                schemaUrl: 'https://opentelemetry.io/schemas/1.44.0',
              },
            ],
            schemaUrl: 'https://opentelemetry.io/schemas/1.44.0',
          },
        ],
      });
    }
  });
});

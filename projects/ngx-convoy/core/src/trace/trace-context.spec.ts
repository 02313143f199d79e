import fc from 'fast-check';
import {
  extractTraceContext,
  formatTraceparent,
  parseTraceparent,
  type TraceContext,
} from './trace-context';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

describe('traceparent', () => {
  const valid: readonly (readonly [rule: string, header: string, flags: string])[] = [
    ['is sampled by the lowest bit', `00-${traceId}-${spanId}-01`, 'sampled'],
    ['is not sampled without it', `00-${traceId}-${spanId}-00`, ''],
    ['has a random trace id by the second bit', `00-${traceId}-${spanId}-02`, 'random'],
    ['may be both', `00-${traceId}-${spanId}-03`, 'sampled random'],
    ['has flags that are looked at bit by bit', `00-${traceId}-${spanId}-ff`, 'sampled random'],
    ['has flags that are not known', `00-${traceId}-${spanId}-fc`, ''],
    ['may stand between blanks and tabs', `\t 00-${traceId}-${spanId}-01 \t`, 'sampled'],
    ['of the future is read', `cc-${traceId}-${spanId}-01`, 'sampled'],
    ['of the future may be longer', `cc-${traceId}-${spanId}-01-what.comes`, 'sampled'],
    ['of the future may end with a dash', `cc-${traceId}-${spanId}-01-`, 'sampled'],
    ['of the future says nothing of randomness', `cc-${traceId}-${spanId}-03`, 'sampled'],
  ];
  for (const [rule, header, flags] of valid) {
    it(`${rule}: '${header}'`, () => {
      expect(parseTraceparent(header)).toEqual({
        traceId,
        spanId,
        sampled: flags.includes('sampled'),
        random: flags.includes('random'),
      });
    });
  }

  const invalid: readonly (readonly [rule: string, header: string | null | undefined])[] = [
    ['is missing', null],
    ['is missing', undefined],
    ['is empty', ''],
    ['is something else', 'nonsense'],
    ['is of version ff, which is forbidden', `ff-${traceId}-${spanId}-01`],
    ['has a version in upper case', `0A-${traceId}-${spanId}-01`],
    ['has a version that is not hex', `.0-${traceId}-${spanId}-01`],
    ['has a version of one digit', `0-${traceId}-${spanId}-01`],
    ['has a version of three digits', `000-${traceId}-${spanId}-01`],
    ['of version 00 is longer', `00-${traceId}-${spanId}-01-extra`],
    ['of version 00 ends with a dash', `00-${traceId}-${spanId}-01-`],
    ['of the future goes on without a dash', `cc-${traceId}-${spanId}-01.extra`],
    ['has a trace id in upper case', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['has a trace id that is not hex', `00-.${traceId.slice(1)}-${spanId}-01`],
    ['has a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['has a trace id that is too short', `00-${traceId.slice(1)}-${spanId}-01`],
    ['has a trace id that is too long', `00-${traceId}0-${spanId}-01`],
    ['has a parent id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['has a parent id in upper case', `00-${traceId}-00F067AA0BA902B7-01`],
    ['has a parent id that is too short', `00-${traceId}-${spanId.slice(1)}-01`],
    ['has a parent id that is too long', `00-${traceId}-${spanId}0-01`],
    ['has flags of one digit', `00-${traceId}-${spanId}-1`],
    ['has flags of three digits', `00-${traceId}-${spanId}-001`],
    ['has flags that are not hex', `00-${traceId}-${spanId}-.0`],
    ['has no flags', `00-${traceId}-${spanId}`],
    ['was sent twice', `00-${traceId}-${spanId}-01,00-${traceId}-${spanId}-01`],
    ['has another kind of blank', `\u00a000-${traceId}-${spanId}-01`],
  ];
  for (const [rule, header] of invalid) {
    it(`is ignored when it ${rule}: ${JSON.stringify(header)}`, () => {
      expect(parseTraceparent(header)).toBeUndefined();
    });
  }

  it('reads what it writes, and writes version 00 with nothing but the two flags', () => {
    const hex = (length: number): fc.Arbitrary<string> =>
      fc
        .array(fc.nat(15), { minLength: length, maxLength: length })
        .map((digits) => digits.map((digit) => digit.toString(16)).join(''))
        .filter((id) => !/^0+$/.test(id));
    const context: fc.Arbitrary<TraceContext> = fc.record({
      traceId: hex(32),
      spanId: hex(16),
      sampled: fc.boolean(),
      random: fc.boolean(),
    });
    fc.assert(
      fc.property(context, (context) => {
        const header = formatTraceparent(context);
        expect(header).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-0[0-3]$/);
        expect(parseTraceparent(header)).toEqual(context);
      }),
    );
  });
});

describe('extractTraceContext', () => {
  const extract = (headers: Partial<Record<string, string>>): TraceContext | undefined =>
    extractTraceContext((name) => headers[name]);
  const traceparent = `00-${traceId}-${spanId}-01`;

  it('takes tracestate and baggage along', () => {
    const all = { traceparent, tracestate: 'rojo=1, congo=2', baggage: 'user=alice' };
    expect(extract(all)).toEqual(
      jasmine.objectContaining({ traceId, tracestate: 'rojo=1,congo=2', baggage: 'user=alice' }),
    );
  });

  it('does not look at tracestate without a traceparent', () => {
    expect(extract({ tracestate: 'rojo=1' })).toBeUndefined();
    expect(extract({ traceparent: 'nonsense', tracestate: 'rojo=1' })).toBeUndefined();
  });

  it('keeps the trace when tracestate is malformed', () => {
    const context = extract({ traceparent, tracestate: 'UPPER=1' });
    expect(context?.traceId).toBe(traceId);
    expect(context?.tracestate).toBeUndefined();
  });
});

import fc from 'fast-check';
import {
  formatBaggage,
  formatTraceparent,
  formatTracestate,
  parseBaggage,
  parseTraceparent,
  parseTracestate,
} from './trace-context';

describe('traceparent', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const spanId = '00f067aa0ba902b7';
  const valid: readonly (readonly [header: string, sampled: boolean])[] = [
    [`00-${traceId}-${spanId}-01`, true],
    [`00-${traceId}-${spanId}-00`, false],
    [`00-${traceId}-${spanId}-03`, true],
    [` 00-${traceId}-${spanId}-01 `, true],
    [`cc-${traceId}-${spanId}-01`, true],
    [`cc-${traceId}-${spanId}-01-what-the-future-brings`, true],
  ];
  for (const [header, sampled] of valid) {
    it(`reads '${header}'`, () => {
      expect(parseTraceparent(header)).toEqual({ traceId, spanId, sampled });
    });
  }

  const invalid: readonly (string | null | undefined)[] = [
    null,
    undefined,
    '',
    'nonsense',
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-extra`,
    `cc-${traceId}-${spanId}-01.extra`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.slice(1)}-${spanId}-01`,
    `00-${traceId}-${spanId}-1`,
    `00-${traceId}-${spanId}`,
  ];
  for (const header of invalid) {
    it(`ignores ${JSON.stringify(header)}`, () => {
      expect(parseTraceparent(header)).toBeUndefined();
    });
  }

  it('reads what it writes', () => {
    const hex = (length: number): fc.Arbitrary<string> =>
      fc
        .array(fc.nat(15), { minLength: length, maxLength: length })
        .map((digits) => digits.map((digit) => digit.toString(16)).join(''))
        .filter((id) => !/^0+$/.test(id));
    const context = fc.record({ traceId: hex(32), spanId: hex(16), sampled: fc.boolean() });
    fc.assert(
      fc.property(context, (context) => {
        expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
      }),
    );
  });
});

describe('tracestate', () => {
  const rows: readonly (readonly [header: string | null, expected: string | undefined])[] = [
    ['rojo=00f067aa0ba902b7,congo=t61rcWkgMzE', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
    [' a=1 , b=2 ', 'a=1,b=2'],
    ['a=1,,b=2', 'a=1,b=2'],
    ['tenant@vendor=x', 'tenant@vendor=x'],
    ['4tenant@vendor=x', '4tenant@vendor=x'],
    [null, undefined],
    ['', undefined],
    ['a=1,a=2', undefined],
    ['A=1', undefined],
    ['aB=1', undefined],
    ['a@B=1', undefined],
    ['a_b-c*d/e=1', 'a_b-c*d/e=1'],
    ['4tenant=x', undefined],
    ['a', undefined],
    ['=1', undefined],
    ['a=', undefined],
    ['a=x=y', undefined],
    ['a=\u00e4', undefined],
  ];
  for (const [header, expected] of rows) {
    it(`passes ${JSON.stringify(header)} on as ${JSON.stringify(expected)}`, () => {
      expect(parseTracestate(header)).toBe(expected);
    });
  }

  it('drops a list of more than 32 members', () => {
    const members = Array.from({ length: 33 }, (_, i) => `k${i}=v`);
    expect(parseTracestate(members.join(','))).toBeUndefined();
    expect(parseTracestate(members.slice(1).join(','))).toBe(members.slice(1).join(','));
  });

  it('shortens to 512 characters: long members first, then from the end', () => {
    const long = `long=${'x'.repeat(200)}`;
    const short = Array.from({ length: 20 }, (_, i) => `k${i}=${'v'.repeat(17)}`);
    const shortened = parseTracestate([short[0], long, ...short.slice(1)].join(',')) ?? '';
    expect(shortened).toBe(short.join(','));
    const all = Array.from({ length: 32 }, (_, i) => `key${i}=${'v'.repeat(20)}`);
    const kept = parseTracestate(all.join(',')) ?? '';
    expect(kept.length).toBeLessThanOrEqual(512);
    expect(kept.split(',')).toEqual(all.slice(0, kept.split(',').length));
  });

  it('puts our member first, and only once', () => {
    expect(formatTracestate('convoy', 'a', undefined)).toBe('convoy=a');
    expect(formatTracestate('convoy', 'b', 'rojo=1,convoy=a')).toBe('convoy=b,rojo=1');
    const full = Array.from({ length: 32 }, (_, i) => `k${i}=v`).join(',');
    expect(formatTracestate('convoy', 'a', full)?.split(',').length).toBe(32);
  });
});

describe('baggage', () => {
  const members = (count: number): string =>
    Array.from({ length: count }, (_, i) => `k${i}=v`).join(',');
  const rows: readonly (readonly [header: string | null, expected: string | undefined])[] = [
    ['userId=alice,region=eu%20west', 'userId=alice,region=eu%20west'],
    ['key1=value1;property1;p2=x, key2=', 'key1=value1;property1;p2=x,key2='],
    [null, undefined],
    ['', undefined],
    ['no value', undefined],
    ['a=1 ; p', 'a=1 ; p'],
    ['a=1;', undefined],
    ['a=1;;p', undefined],
    [`a=1${';x     '.repeat(1_000)};`, undefined],
    ['a=1,,b=2', undefined],
    ['key="quoted"', undefined],
    [`a=${'x'.repeat(8_190)}`, `a=${'x'.repeat(8_190)}`],
    [`a=${'x'.repeat(8_191)}`, undefined],
    [members(64), members(64)],
    [members(65), undefined],
  ];
  for (const [header, expected] of rows) {
    it(`passes ${JSON.stringify(header?.slice(0, 60) ?? null)} on${expected === undefined ? ' never' : ''}`, () => {
      expect(parseBaggage(header)).toBe(expected);
    });
  }

  it('adds a member, percent-encoded', () => {
    expect(formatBaggage('user', 'Zoë, "the boss"', 'a=1')).toBe(
      'a=1,user=Zo%C3%AB%2C%20%22the%20boss%22',
    );
    expect(formatBaggage('not a token', 'x', undefined)).toBeUndefined();
  });
});

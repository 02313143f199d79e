import { formatTracestate, parseTracestate } from './tracestate';

describe('tracestate', () => {
  const members = (count: number): string[] => Array.from({ length: count }, (_, i) => `k${i}=v`);

  const passed: readonly (readonly [rule: string, header: string, expected: string])[] = [
    ['goes on as it is', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE', ''],
    ['loses blanks and tabs around members', ' a=1 \t,\t b=2 ', 'a=1,b=2'],
    ['loses empty members', 'a=1,,b=2, ,', 'a=1,b=2'],
    ['may have digits first in a key', '4tenant=x', ''],
    ['may have a vendor in a key', '4tenant@vendor=x', ''],
    ['may have at signs anywhere but first', 'a@=1,b@@c=2', ''],
    ['may have marks in a key', 'a_b-c*d/e=1', ''],
    ['may have all that is printable in a value', 'a=!"#$%&\'()*+-./:;<>?@[\\]^_`{|}~', ''],
    ['keeps blanks at the beginning of a value', 'a=  x', ''],
    ['keeps the first of two members of the same key', 'a=1,b=2,a=3', 'a=1,b=2'],
    ['may have a key of 256 characters', `${'z'.repeat(256)}=1`, ''],
    ['may have a value of 256 characters', `a=${'z'.repeat(256)}`, ''],
    ['may have 32 members', members(32).join(','), ''],
  ];
  for (const [rule, header, expected] of passed) {
    it(`${rule}: ${JSON.stringify(header.slice(0, 60))}`, () => {
      expect(parseTracestate(header)).toBe(expected === '' ? header : expected);
    });
  }

  const dropped: readonly (readonly [rule: string, header: string | null | undefined])[] = [
    ['is missing', null],
    ['is not even null', undefined],
    ['is empty', ''],
    ['is blank', ' \t ,, '],
    ['has a key in upper case', 'foo=1,BAR=2'],
    ['has a blank in a key', 'foo =1'],
    ['has a dot in a key', 'foo.bar=1'],
    ['has a key that begins with an at sign', '@foo=1,bar=2'],
    ['has a key that begins with a mark', '-foo=1'],
    ['has a key of 257 characters', `a=1,${'z'.repeat(257)}=1`],
    ['has a member that is no pair', 'a'],
    ['has no key', '=1'],
    ['has no value', 'a=,b=2'],
    ['has a second equals sign', 'a=x=y'],
    ['has a tab in a value', 'a=x\ty'],
    ['has something beyond ASCII in a value', 'a=\u00e4'],
    ['has a value of 257 characters', `a=${'z'.repeat(257)}`],
    ['has 33 members', members(33).join(',')],
  ];
  for (const [rule, header] of dropped) {
    it(`is dropped when it ${rule}: ${JSON.stringify(header?.slice(0, 60) ?? null)}`, () => {
      expect(parseTracestate(header)).toBeUndefined();
    });
  }

  it('is shortened to 512 characters: members longer than 128 first, then from the end', () => {
    const long = `long=${'x'.repeat(200)}`;
    const short = Array.from({ length: 20 }, (_, i) => `k${i}=${'v'.repeat(17)}`);
    const shortened = parseTracestate([short[0], long, ...short.slice(1)].join(',')) ?? '';
    expect(shortened).toBe(short.join(','));
    const all = Array.from({ length: 32 }, (_, i) => `key${i}=${'v'.repeat(20)}`);
    const kept = parseTracestate(all.join(',')) ?? '';
    expect(kept.length).toBeLessThanOrEqual(512);
    expect(kept.length).toBeGreaterThan(512 - 30);
    expect(kept.split(',')).toEqual(all.slice(0, kept.split(',').length));
  });

  it('gets a new member at the front, once, and the others keep their order', () => {
    expect(formatTracestate('convoy', 'a', undefined)).toBe('convoy=a');
    expect(formatTracestate('convoy', 'b', 'rojo=1,convoy=a,congo=2')).toBe(
      'convoy=b,rojo=1,congo=2',
    );
    expect(formatTracestate('convoy', 'a', members(32).join(','))).toBe(
      ['convoy=a', ...members(31)].join(','),
    );
    expect(formatTracestate('UPPER', 'a', 'rojo=1')).toBeUndefined();
  });
});

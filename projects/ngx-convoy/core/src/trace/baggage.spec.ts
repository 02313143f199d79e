import fc from 'fast-check';
import { formatBaggage, parseBaggage } from './baggage';

describe('baggage', () => {
  const members = (count: number): string =>
    Array.from({ length: count }, (_, i) => `k${i}=v`).join(',');

  const rows: readonly (readonly [
    rule: string,
    header: string | null,
    expected: string | undefined,
  ])[] = [
    ['is missing', null, undefined],
    ['is empty', '', undefined],
    ['goes on as it is', 'userId=alice,region=eu%20west', 'userId=alice,region=eu%20west'],
    ['may have empty values', 'key1=,key2=v', 'key1=,key2=v'],
    ['may have equals signs in a value', 'a=b=c', 'a=b=c'],
    ['may have the same key twice, in order', 'a=1,a=2', 'a=1,a=2'],
    ['may have properties', 'a=1;p1;p2=x', 'a=1;p1;p2=x'],
    ['may have blanks around everything', ' a = 1 ; p ; q = 2 \t, b=2 ', 'a = 1 ; p ; q = 2,b=2'],
    ['loses members without a value', 'no value,a=1', 'a=1'],
    ['loses members with a key that is no token', 'a b=1,(c)=2,d=3', 'd=3'],
    ['loses members without a key', '=1,a=1', 'a=1'],
    ['loses members with quotes', 'key="quoted",a=1', 'a=1'],
    ['loses members with a backslash', 'a=\\,b=1', 'b=1'],
    ['loses members beyond ASCII', 'a=\u00e4,b=1', 'b=1'],
    ['loses members with an empty property', 'a=1;,b=1;;p,c=3', 'c=3'],
    ['loses empty members', 'a=1,,b=2', 'a=1,b=2'],
    ['may have 64 members', members(64), members(64)],
    ['loses the 65th', members(65), members(64)],
    ['may have 8,192 bytes', `a=${'x'.repeat(8_190)}`, `a=${'x'.repeat(8_190)}`],
    ['loses a member that does not fit, whole', `a=1,b=${'x'.repeat(8_190)},c=3`, 'a=1,c=3'],
  ];
  for (const [rule, header, expected] of rows) {
    it(`${rule}: ${JSON.stringify(header?.slice(0, 60) ?? null)}`, () => {
      expect(parseBaggage(header)).toBe(expected);
    });
  }

  it('is read in linear time, blanks or not', () => {
    const hostile = `a=1${';x     '.repeat(1_000)};,b=${' '.repeat(7_000)}x y`;
    expect(parseBaggage(hostile)).toBeUndefined();
  });

  it('gets a member more, percent-encoded', () => {
    expect(formatBaggage('user', 'Zo\u00eb, "50 %"', 'a=1')).toBe(
      'a=1,user=Zo%C3%AB%2C%20%2250%20%25%22',
    );
    expect(formatBaggage('user', 'x', undefined)).toBe('user=x');
  });

  it('stays as it was when a key is no token, or a member does not fit', () => {
    expect(formatBaggage('not a token', 'x', 'a=1')).toBe('a=1');
    expect(formatBaggage('a', 'x'.repeat(9_000), 'b=1')).toBe('b=1');
  });

  it('takes any value, and one that it has taken it reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (value) => {
        const list = formatBaggage('k', `${value}\ud800`, undefined) ?? '';
        expect(parseBaggage(list)).toBe(list);
        expect(decodeURIComponent(list.slice(2))).toBe(`${value}\ufffd`);
      }),
    );
  });
});

import { labelsFit, printMatcher, type LabelMatcher, type MatchOperator } from './label-matcher';

describe('labelsFit', () => {
  const labels = { alertname: 'errorRate', service: 'orders', note: 'two\nlines' };
  const rows: readonly [string, MatchOperator, string, boolean][] = [
    ['service', '=', 'orders', true],
    ['service', '=', 'order', false],
    ['service', '!=', 'orders', false],
    ['service', '!=', 'users', true],
    ['service', '=~', 'orders|users', true],
    ['service', '=~', 'order', false],
    ['service', '=~', 'ord.*', true],
    ['service', '!~', 'ord.*', false],
    ['service', '!~', 'ord', true],
    ['note', '=~', 'two.lines', true],
    ['owner', '=', '', true],
    ['owner', '!=', '', false],
    ['owner', '!=', 'shop', true],
    ['owner', '=~', '.*', true],
    ['owner', '=~', '.+', false],
    ['owner', '!~', '.+', true],
  ];
  for (const [name, operator, value, fits] of rows) {
    it(`${name}${operator}"${value}" ${fits ? 'fits' : 'does not fit'}`, () => {
      expect(labelsFit([{ name, operator, value }])(labels)).toBe(fits);
    });
  }

  it('wants all of them to fit', () => {
    const matchers: readonly LabelMatcher[] = [
      { name: 'service', operator: '=', value: 'orders' },
      { name: 'alertname', operator: '=', value: 'circuit' },
    ];
    expect(labelsFit(matchers)(labels)).toBeFalse();
    expect(labelsFit([])(labels)).toBeTrue();
  });

  it('refuses what cannot be read', () => {
    expect(() => labelsFit([{ name: 'a', operator: '=~', value: '(' }])).toThrowError(
      /^matchers\[0\]\.value must be a regular expression/,
    );
    expect(() => labelsFit([{ name: 'a b', operator: '=', value: '' }])).toThrowError(
      /^matchers\[0\]\.name must be the name of a label/,
    );
    const operator = '~' as MatchOperator;
    expect(() => labelsFit([{ name: 'a', operator, value: '' }])).toThrowError(/operator/);
  });

  it('is written as Alertmanager writes it', () => {
    expect(printMatcher({ name: 'a', operator: '!~', value: 'b"c' })).toBe('a!~"b\\"c"');
  });
});

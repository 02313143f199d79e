import { TestBed } from '@angular/core/testing';
import { ConsoleFormat } from './console-format';

describe('ConsoleFormat', () => {
  const format = () => TestBed.inject(ConsoleFormat);

  const rows: readonly (readonly [string, () => string, string])[] = [
    ['no rate', () => format().perSecond(0), '0'],
    ['a small rate', () => format().perSecond(0.254), '0.25'],
    ['a rate', () => format().perSecond(14.23), '14.2'],
    ['a big rate', () => format().perSecond(1203.6), '1,204'],
    ['no errors', () => format().percent(0), '0'],
    ['hardly any errors', () => format().percent(0.0001), '<0.1'],
    ['some errors', () => format().percent(0.0042), '0.4'],
    ['only errors', () => format().percent(1), '100'],
    ['an unknown latency', () => format().latency(undefined), '–'],
    ['a tiny latency', () => format().latency(0.84), '0.8'],
    ['a latency', () => format().latency(38.4), '38'],
    ['a long latency', () => format().latency(1203.9), '1,204'],
    ['milliseconds', () => format().duration(38), '38 ms'],
    ['seconds', () => format().duration(4_210), '4.2 s'],
    ['whole seconds', () => format().duration(5_000), '5 s'],
    ['many seconds', () => format().duration(42_900), '42 s'],
    ['minutes', () => format().duration(190_000), '3 min'],
    ['hours and minutes', () => format().duration(3_900_000), '1 h 5 min'],
    ['whole hours', () => format().duration(7_200_000), '2 h'],
    ['days', () => format().duration(200_000_000), '2 d'],
    ['a countdown', () => format().countdown(3_001), '4 s'],
    ['a countdown that is over', () => format().countdown(-5), '0 s'],
    ['a long countdown', () => format().countdown(121_000), '3 min'],
    ['this moment', () => format().ago(1_000, 1_999), 'just now'],
    ['some time ago', () => format().ago(1_000, 13_500), '12 s ago'],
  ];
  for (const [what, text, expected] of rows) {
    it(`writes ${what} as ${expected}`, () => {
      expect(text()).toBe(expected);
    });
  }

  it('writes times of day with 24 hours', () => {
    const at = new Date(2026, 10, 23, 14, 2, 9).getTime();
    expect(format().time(at)).toBe('14:02');
    expect(format().timeToSecond(at)).toBe('14:02:09');
  });
});

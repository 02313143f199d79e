import * as fc from 'fast-check';
import { isHeld, LONGEST_HOLD, readHeld, type Held } from './held';

const NOW = 1_000_000;
const pin: Held<number> = { value: 2, by: 'Ada', reason: 'sale', since: NOW, until: NOW + 60_000 };
const isNumber = (value: unknown): value is number => typeof value === 'number';

describe('What is held by hand', () => {
  it('holds until its time is over', () => {
    expect(isHeld(pin, NOW)).toBeTrue();
    expect(isHeld(pin, pin.until - 1)).toBeTrue();
    expect(isHeld(pin, pin.until)).toBeFalse();
  });

  it('holds for a day at most, even when the clock is set back', () => {
    expect(isHeld(pin, pin.until - LONGEST_HOLD)).toBeTrue();
    expect(isHeld(pin, pin.until - LONGEST_HOLD - 1)).toBeFalse();
  });

  it('comes back from a storage as it was', () => {
    expect(readHeld(JSON.parse(JSON.stringify(pin)), isNumber, NOW)).toEqual(pin);
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['nothing', null],
    ['a text', 'level 2'],
    ['a value of another kind', { ...pin, value: 'two' }],
    ['no end', { ...pin, until: undefined }],
    ['an end that is over', { ...pin, until: NOW }],
    ['an end in the next year', { ...pin, until: NOW + 365 * LONGEST_HOLD }],
    ['an end before its beginning', { ...pin, since: pin.until + 1 }],
  ];
  for (const [what, data] of wrong) {
    it(`is not ${what}`, () => {
      expect(readHeld(data, isNumber, NOW)).toBeUndefined();
    });
  }

  it('is read from anything without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const held = readHeld(data, isNumber, NOW);
        expect(held === undefined || held.until > NOW).toBeTrue();
      }),
    );
  });

  it('does not fail for want of a name or a reason', () => {
    const held = readHeld({ ...pin, by: 7, reason: undefined }, isNumber, NOW);
    expect([held?.by, held?.reason]).toEqual(['', '']);
  });
});

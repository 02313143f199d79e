import { englishTexts } from './texts';

describe('englishTexts', () => {
  const texts = englishTexts('en-GB');

  const ages: readonly [number, string][] = [
    [0, 'from 14:02, less than 1 min old'],
    [1, 'from 14:02, 1 min old'],
    [59, 'from 14:02, 59 min old'],
    [60, 'from 14:02, 1 h old'],
    [47 * 60, 'from 14:02, 47 h old'],
    [48 * 60, 'from 14:02, 2 days old'],
  ];
  for (const [minutes, text] of ages) {
    it(`calls ${minutes} minutes "${text}"`, () => {
      expect(texts.stale('14:02', minutes)).toBe(text);
    });
  }

  it('writes the time of day in the locale, and the day when it was another one', () => {
    const at = new Date(2026, 0, 1, 14, 2).getTime();
    expect(texts.time(at, at + 3_600_000)).toBe('14:02');
    expect(englishTexts('en-US').time(at, at)).toMatch(/^0?2:02\sPM$/);
    expect(texts.time(at, at + 86_400_000)).toBe('1 Jan 2026, 14:02');
  });

  const since = '14:02';
  it('says what does not work, what is limited, and what works', () => {
    const text = texts.reduced({
      ...{ unavailable: ['Reviews'], degraded: ['Prices', 'Ideas'], working: ['Shop'], since },
      isOffline: false,
    });
    expect(text).toBe(
      'Not available since 14:02: Reviews. Limited since 14:02: Prices, Ideas. Working as usual: Shop.',
    );
  });

  it('does not read out a long list of what works, and claims nothing when nothing does', () => {
    const what = { unavailable: ['A'], degraded: [], since, isOffline: false };
    expect(texts.reduced({ ...what, working: ['B', 'C', 'D', 'E'] })).toBe(
      'Not available since 14:02: A. Everything else works.',
    );
    expect(texts.reduced({ ...what, working: [] })).toBe('Not available since 14:02: A.');
  });

  it('says first that it is the user who is offline', () => {
    const text = texts.reduced({
      ...{ unavailable: ['A'], degraded: [], working: [], since, isOffline: true },
    });
    expect(text).toBe('You are offline. Not available since 14:02: A.');
  });

  it('says what is back, and that it has yet to stay', () => {
    expect(texts.recovering(['Ideas', 'Prices'])).toBe(
      'Back again: Ideas, Prices. We are making sure that it stays.',
    );
  });
});

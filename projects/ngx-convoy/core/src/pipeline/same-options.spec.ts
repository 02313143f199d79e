import { sameOptions } from './same-options';

const print = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : typeof value;

describe('sameOptions', () => {
  const pick = (): void => undefined;
  const rows: readonly { readonly a: unknown; readonly b: unknown; readonly same: boolean }[] = [
    { a: { k: 2, window: { ms: 5 } }, b: { window: { ms: 5 }, k: 2 }, same: true },
    { a: { k: 2 }, b: { k: 3 }, same: false },
    { a: { k: 2 }, b: { k: 2, extra: 1 }, same: false },
    { a: { k: undefined }, b: {}, same: true },
    { a: [1, 2], b: [1, 2], same: true },
    { a: [1, 2], b: [1], same: false },
    { a: false, b: undefined, same: false },
    { a: pick, b: pick, same: true },
    { a: pick, b: (): void => undefined, same: false },
    { a: null, b: {}, same: false },
  ];
  for (const { a, b, same } of rows) {
    it(`is ${same} for ${print(a)} and ${print(b)}`, () => {
      expect(sameOptions(a, b)).toBe(same);
      expect(sameOptions(b, a)).toBe(same);
    });
  }
});

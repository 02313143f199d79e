import { formatMoney, parseMoney } from './money';

describe('formatMoney', () => {
  const rows = [
    [10_900, 'EUR', '€109.00'],
    [5, 'EUR', '€0.05'],
    [-25_000, 'EUR', '-€250.00'],
    [1_234_567_89, 'EUR', '€1,234,567.89'],
    [1_200, 'JPY', 'JP¥1,200'],
  ] as const;
  for (const [amount, currency, text] of rows) {
    it(`writes ${amount} of ${currency} as ${text}`, () => {
      expect(formatMoney(amount, currency)).toBe(text);
    });
  }
});

describe('parseMoney', () => {
  const rows = [
    ['250', 25_000],
    ['250.5', 25_050],
    ['1 250,00', 125_000],
    ['€ 12.34', 1_234],
    ['0.07', 7],
    ['12.345', undefined],
    ['-5', undefined],
    ['ten', undefined],
    ['', undefined],
  ] as const;
  for (const [text, amount] of rows) {
    it(`reads '${text}' as ${amount}`, () => {
      expect(parseMoney(text)).toBe(amount);
    });
  }
});

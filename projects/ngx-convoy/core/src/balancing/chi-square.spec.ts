/** 99.9 % quantiles of the chi-square distribution, by degrees of freedom. */
const QUANTILES: readonly number[] = [
  0, 10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588,
];

/**
 * Expects counts to be what chance makes of these shares: with the right shares, one run in a thousand fails, and a seeded
 * run always says the same.
 */
export function expectShares(
  counts: readonly number[],
  shares: readonly number[],
  context = 'shares',
): void {
  const total = counts.reduce((a, b) => a + b, 0);
  const whole = shares.reduce((a, b) => a + b, 0);
  let statistic = 0;
  counts.forEach((count, index) => {
    const expected = (total * (shares[index] ?? 0)) / whole;
    if (expected === 0) expect(count).withContext(context).toBe(0);
    else statistic += (count - expected) ** 2 / expected;
  });
  const freedom = shares.filter((share) => share > 0).length - 1;
  expect(statistic)
    .withContext(`${context}: ${counts.join(', ')} for ${shares.join(', ')}`)
    .toBeLessThan(QUANTILES[freedom] ?? Infinity);
}

/** Milliseconds of a row of each tier, finest first. */
export const TIERS = {
  second: 1_000,
  tenSeconds: 10_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
} as const;

/** How fine the rows of a series are. */
export type TierName = keyof typeof TIERS;

/** The tier that tells most about a window at a price that is worth it: some hundred rows. */
export function tierFor(windowMs: number): TierName {
  if (windowMs <= 120_000) return 'second';
  if (windowMs <= 600_000) return 'tenSeconds';
  if (windowMs <= TIERS.day) return 'minute';
  return windowMs <= 30 * TIERS.day ? 'hour' : 'day';
}

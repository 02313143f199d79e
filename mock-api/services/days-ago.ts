/** The morning the generated data ends with; fixed, because the same seed must give the same data on every day. */
const today = Date.UTC(2026, 10, 20, 8, 0, 0);

const day = 24 * 60 * 60 * 1000;

/** ISO 8601, to the minute. Negative days lie ahead. */
export function daysAgo(days: number): string {
  const minutes = Math.round((today - days * day) / 60_000);
  return new Date(minutes * 60_000).toISOString();
}

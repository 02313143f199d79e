import { requireNumber } from '../options';

/**
 * How urgent something is that waits. It counts as if it had come earlier: `critical` by 60 s, `high` by 10 s; `low`
 * counts as if it came 30 s later. A number is such a head start in milliseconds, of either sign.
 *
 * So nobody starves: after a minute of waiting, what is `normal` is as urgent as something `critical` that comes then.
 *
 * @see Inngest, "Priority": an offset in seconds instead of a rank
 */
export type Priority = 'critical' | 'high' | 'normal' | 'low' | number;

const HEAD_STARTS: Readonly<Record<string, number>> = {
  critical: 60_000,
  high: 10_000,
  normal: 0,
  low: -30_000,
};

/** Milliseconds by which it counts as if it had come earlier. @throws ConfigurationError */
export function headStart(priority: Priority): number {
  const lead = typeof priority === 'number' ? priority : HEAD_STARTS[priority];
  return Number.isFinite(lead) ? Number(lead) : requireNumber('priority', lead);
}

import { RecentLatency } from '../sketch/recent-latency';
import type { Guards } from './guards';

/** How long the good attempts of the last minute took: one record for all policies that ask. */
export function recentAttempts(guards: Guards): RecentLatency {
  if (guards.latency !== undefined) return guards.latency;
  const latency = new RecentLatency();
  guards.watchers.push((durationMs, { outcome }, now) => {
    if (outcome === 'success') latency.record(durationMs, now);
  });
  return (guards.latency = latency);
}

import type { ServiceStatus } from '../pipeline/service-status';
import { SEVERITY } from '../pipeline/worse-of';
import type { HealthStatus } from './health-answer';

/** What is known about how a service does. */
export interface HealthSigns {
  /** Share of the last calls that were answered, 0..1; `undefined` when there were too few. */
  readonly successRate: number | undefined;
  /** Milliseconds that 95 % of the last calls did not exceed. */
  readonly p95: number | undefined;
  /** Milliseconds up to which that is as it should be, > 0. */
  readonly latencyTarget: number;
  /** What probes say; `undefined` when there were none. */
  readonly probe: HealthStatus | undefined;
}

const SUCCESS_WEIGHT = 0.5;
const LATENCY_WEIGHT = 0.3;
const PROBE_WEIGHT = 0.2;
const PROBE: Readonly<Record<HealthStatus, number>> = { pass: 1, warn: 0.75, fail: 0 };

/**
 * How well a service does: half of it how many calls are answered, three tenths how fast, a fifth what probes say. What
 * is not known does not count, and the rest counts more.
 *
 * @returns 0..100; `undefined` when nothing is known
 * @usageNotes
 * ```ts
 * healthScore({ successRate: 0.8, p95: 120, latencyTarget: 1_000, probe: 'pass' }); // 90
 * ```
 */
export function healthScore(signs: HealthSigns): number | undefined {
  const { successRate, p95, latencyTarget, probe } = signs;
  let [sum, weight] = [0, 0];
  const count = (share: number, by: number): void => {
    sum += share * by;
    weight += by;
  };
  if (successRate !== undefined) count(successRate, SUCCESS_WEIGHT);
  if (successRate !== undefined && p95 !== undefined) {
    count(Math.min(1, Math.max(0, 2 - p95 / latencyTarget)), LATENCY_WEIGHT);
  }
  if (probe !== undefined) count(PROBE[probe], PROBE_WEIGHT);
  return weight === 0 ? undefined : (100 * sum) / weight;
}

const UP = 90;
const DEGRADED = 60;
/** A score that swings around a limit must not ring each time. */
const HYSTERESIS = 5;

/**
 * Turns scores into a status: worse at once, better only when it is clearly better. `up` from 90 on, `degraded` from 60 on, and
 * five points more to come back.
 *
 * @usageNotes
 * ```ts
 * const status = new ScoredStatus();
 * [100, 89, 92, 95].map((score) => status.observe(score)); // up, degraded, degraded, up
 * ```
 */
export class ScoredStatus {
  private current: ServiceStatus = 'unknown';

  get status(): ServiceStatus {
    return this.current;
  }

  /** @param score 0..100; `undefined` when nothing is known */
  observe(score: number | undefined): ServiceStatus {
    const next = statusOf(score);
    if (
      score === undefined ||
      this.current === 'unknown' ||
      SEVERITY[next] > SEVERITY[this.current]
    ) {
      this.current = next;
    } else if (SEVERITY[next] < SEVERITY[this.current]) {
      // What it would be with a margin: from down, a good score may lead to degraded first.
      const safe = statusOf(score - HYSTERESIS);
      if (SEVERITY[safe] < SEVERITY[this.current]) this.current = safe;
    }
    return this.current;
  }
}

function statusOf(score: number | undefined): ServiceStatus {
  if (score === undefined) return 'unknown';
  if (score >= UP) return 'up';
  return score >= DEGRADED ? 'degraded' : 'down';
}

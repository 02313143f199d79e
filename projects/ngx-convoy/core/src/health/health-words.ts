import type { HealthStatus } from './health-answer';

/** What the dialects call the three states. `UNKNOWN` of Actuator says nothing good and nothing bad. */
const STATUS: ReadonlyMap<string, HealthStatus> = /* @__PURE__ */ new Map([
  ['pass', 'pass'],
  ['ok', 'pass'],
  ['up', 'pass'],
  ['healthy', 'pass'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['degraded', 'warn'],
  ['unknown', 'warn'],
  ['fail', 'fail'],
  ['error', 'fail'],
  ['down', 'fail'],
  ['unhealthy', 'fail'],
  ['out_of_service', 'fail'],
  ['shutting_down', 'fail'],
  ['maintenance', 'fail'],
]);

/** Those that somebody wanted so. */
const PLANNED = /^(?:out_of_service|shutting_down|maintenance)$/i;

/** `undefined` for anything that is no word of a dialect. */
export function statusOfWord(word: unknown): HealthStatus | undefined {
  return typeof word === 'string' ? STATUS.get(word.trim().toLowerCase()) : undefined;
}

/** Whether a service says that it is out of service on purpose. */
export function isPlannedWord(word: unknown): boolean {
  return typeof word === 'string' && PLANNED.test(word.trim());
}

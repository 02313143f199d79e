import { reasonInWords } from '../circuit-breaker/reason-in-words';
import type { Endpoint, EndpointConditions } from './endpoint';

/** Why an instance is left out, and when to look again. */
export interface Unfitness {
  /** In words: `its health check fails`, `its breaker is open: 3 failures in a row`. */
  readonly reason: string;
  /** Epoch milliseconds; `Infinity` when only an event can change it. */
  readonly reviewAt: number;
}

/** How often, in milliseconds, an instance is looked at whose trial calls are under way: one may be reclaimed. */
const TRIAL_LOOK = 1_000;

/** Whether an instance may be sent something without harm, ejections aside. @returns `undefined` when it may */
export function unfitness(endpoint: Endpoint, now: number): Unfitness | undefined {
  const breaker = endpoint.breakerInUse;
  if (endpoint.draining) return { reason: 'it is draining', reviewAt: Infinity };
  if (endpoint.health === 'fail') {
    const said = endpoint.healthReason === undefined ? '' : `: ${endpoint.healthReason}`;
    return { reason: `its health check fails${said}`, reviewAt: Infinity };
  }
  if (breaker === undefined || breaker.admits(now)) return undefined;
  if (breaker.state === 'half-open') {
    return { reason: 'its breaker waits for a trial call', reviewAt: now + TRIAL_LOOK };
  }
  const reason = `its breaker is ${breaker.state}: ${reasonInWords(breaker)}`;
  return { reason, reviewAt: breaker.retryAt ?? Infinity };
}

/** Whether the registry wants it to be called; the second best are called when there are no better ones. */
export function readiness(conditions: EndpointConditions = {}): 'ready' | 'leaving' | 'not-ready' {
  const { ready = true, serving = ready, terminating = false } = conditions;
  if (ready && !terminating) return 'ready';
  return serving && terminating ? 'leaving' : 'not-ready';
}

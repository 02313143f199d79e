import { HttpErrorResponse } from '@angular/common/http';
import { type CallOutcome, ConvoyError, KIND } from 'ngx-convoy/core';

/**
 * The kind under which metrics count a call: an answer of 4xx is the client's, status 0 is the network's, what we gave up
 * waiting for is a timeout, and everything else that failed is the server's.
 *
 * @returns a number of `KIND`
 */
export function kindOfCall(outcome: CallOutcome, error: unknown): number {
  if (outcome === 'success') return error === undefined ? KIND.success : KIND.client;
  if (outcome !== 'failure') return KIND[outcome];
  if (error instanceof HttpErrorResponse) return error.status === 0 ? KIND.network : KIND.server;
  return error instanceof ConvoyError && TIMEOUTS.includes(error.code) ? KIND.timeout : KIND.server;
}

const TIMEOUTS: readonly string[] = ['attempt-timeout', 'deadline-exceeded'];

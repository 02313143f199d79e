import type { MeteredBulkhead, RejectionReason, Serving } from 'ngx-convoy/core';

/** A queue and the places that it leads to, as they are now. */
export interface QueueSnapshot {
  /** The service, or the origin. */
  readonly name: string;
  /** What may be under way at the same time. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Milliseconds that whoever waits longest has waited; 0 when nobody waits. */
  readonly oldestWait: number;
  /** Refused since the start. */
  readonly rejected: number;
  /** The same, by reason; without those that never occurred. */
  readonly rejections: Readonly<Partial<Record<RejectionReason, number>>>;
  /** Whom it serves first among equally urgent ones: `newest-first` only while it is late and has a discipline. */
  readonly serving: Serving;
  /** Whether an operator lets nobody in. */
  readonly paused: boolean;
}

/** @param name the service, or the origin */
export function snapshotOf(name: string, bulkhead: MeteredBulkhead): QueueSnapshot {
  const { limit, inFlight, waiting, oldestWait, serving, paused } = bulkhead;
  const rejections = { ...bulkhead.rejections };
  const rejected = Object.values(rejections).reduce((sum, count) => sum + count, 0);
  return { name, limit, inFlight, waiting, oldestWait, rejected, rejections, serving, paused };
}

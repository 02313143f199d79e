import type { Priority } from '../queue/priority';
import type { Cancel, Clock } from '../clock';
import type { AbortControllerLike } from '../pipeline/abort-signal';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type { PlanSignal } from './plan-signal';
import type { PlanRequest } from './service';
import type { TaskDurations } from './task-durations';

/** Who is told how a request to a service ended; exactly one of the two, once. */
export interface ServiceReceiver {
  succeed(value: unknown): void;
  fail(error: unknown): void;
}

/** What a request may still cost. */
export interface ServiceLimits {
  /** Epoch milliseconds at which nobody waits for it any more; `Infinity` when nothing limits it. */
  readonly deadlineAt: number;
  readonly priority: Priority;
}

/** How plans reach services. */
export interface ServicePort {
  knows(service: string): boolean;
  /** Why there is no use in asking it now, in words; `undefined` when there is. Steps that may be missing are then left out. */
  unavailable(service: string): string | undefined;
  /** @returns how to call it off */
  send(request: PlanRequest, limits: ServiceLimits, receiver: ServiceReceiver): Cancel;
}

/** The effects that running a plan needs. */
export interface PlanRuntime {
  readonly clock: Clock;
  readonly deadlines: DeadlineTimer;
  /** Makes an `AbortController`; asked only when a task reads its signal. */
  readonly abortController: () => AbortControllerLike<PlanSignal>;
  /** Without it no plan may ask a service. */
  readonly services?: ServicePort | undefined;
  /** Without it all tasks count as equally long. */
  readonly durations?: TaskDurations | undefined;
}

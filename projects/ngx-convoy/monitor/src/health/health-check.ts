import type { HealthAnswer } from 'ngx-convoy/core';

/** One instance was asked how it is, and this came of it. */
export interface HealthCheck {
  /** Unique among all instances: `service/id`, as in the registry's records. */
  readonly key: string;
  readonly service: string;
  /** Id of the instance. */
  readonly instance: string;
  /** Epoch milliseconds at which the question was asked. */
  readonly at: number;
  /** Milliseconds until the answer, or until patience ended. */
  readonly durationMs: number;
  /** What it said; `fail` with the reason as `output` when it said nothing. */
  readonly answer: HealthAnswer;
}

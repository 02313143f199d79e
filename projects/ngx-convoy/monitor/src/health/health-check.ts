import type { HealthAnswer } from 'ngx-convoy/core';

/** One instance, or a service as a whole, was asked how it is, and this came of it. */
export interface HealthCheck {
  /** Unique among all that is checked: `service/id` as in the registry's records, or the name of a service alone. */
  readonly key: string;
  readonly service: string;
  /** Id of the instance; `undefined` when the service as a whole was asked. */
  readonly instance: string | undefined;
  /** Epoch milliseconds at which the question was asked. */
  readonly at: number;
  /** Milliseconds until the answer, or until patience ended. */
  readonly durationMs: number;
  /** What it said, judged by its conditions; `fail` with the reason as `output` when it said nothing. */
  readonly answer: HealthAnswer;
}

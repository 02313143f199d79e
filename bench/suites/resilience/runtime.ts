import { DeadlineTimer } from 'ngx-convoy/core';
import type { PipelineRuntime } from 'ngx-convoy/core';
import { systemClock } from '../../../projects/ngx-convoy/src/platform/system-clock';

export const clock = systemClock();

/** What an application gives its pipelines: the system's time, and one timer for all deadlines. */
export const runtime: PipelineRuntime<AbortSignal> = {
  clock,
  random: Math.random,
  deadlines: new DeadlineTimer(clock),
  abortController: () => new AbortController(),
};

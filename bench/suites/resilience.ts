import type { Suite } from '../harness/suite.ts';
import { aroundResolved, aroundTask, permit } from './resilience/closed-breaker';
import { onePolicy, sixPolicies } from './resilience/code-size';
import { bytesPerCall, growthOverCalls, memory, timers } from './resilience/footprint';
import { fourAroundResolved, fourAroundTask } from './resilience/four-policies';
import { lateness } from './resilience/lateness';
import { bytesRefused, open } from './resilience/open-breaker';
import { rxAsynchronous, rxSynchronous } from './resilience/rx-operator';
import { countWindow, timeWindow } from './resilience/windows';

/** The engine against its peers and against the bare call. */
export const suite: Suite = {
  name: 'resilience',
  cases: [
    aroundResolved,
    aroundTask,
    permit,
    open,
    bytesRefused,
    fourAroundResolved,
    fourAroundTask,
    lateness,
    rxAsynchronous,
    rxSynchronous,
    timeWindow,
    countWindow,
    memory,
    timers,
    bytesPerCall,
    growthOverCalls,
    sixPolicies,
    onePolicy,
  ],
};

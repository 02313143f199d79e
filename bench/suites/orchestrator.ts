import type { Suite } from '../harness/suite.ts';
import { perInstance, perSpan } from './orchestrator/footprint';
import { inMemory, overLoopback, unmatched } from './orchestrator/http-cases';
import { manyTasks } from './orchestrator/many-tasks';
import { picks } from './orchestrator/picks';
import { cancel, insert, take } from './orchestrator/waiting-queue';

/** Requests from URL to answer, the choice of an instance, and waiting for a place. */
export const suite: Suite = {
  name: 'orchestrator',
  cases: [
    inMemory,
    overLoopback,
    unmatched,
    ...picks,
    insert,
    take,
    cancel,
    manyTasks,
    perInstance,
    perSpan,
  ],
};

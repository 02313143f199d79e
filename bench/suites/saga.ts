import type { Suite } from '../harness/suite.ts';
import { fold, takeOver } from './saga/resume';
import { inIndexedDb, inMemory } from './saga/step-overhead';

/** What a saga adds to its steps, journal included, and how soon another tab goes on. */
export const suite: Suite = { name: 'saga', cases: [inMemory, inIndexedDb, takeOver, fold] };

import type { Suite } from '../harness/suite.ts';
import { allAtOnce, oneOfMany } from './degradation/gates';

/** What gates in templates cost, against a plain `@if`. */
export const suite: Suite = { name: 'degradation', cases: [allAtOnce, oneOfMany] };

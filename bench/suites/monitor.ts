import type { Suite } from '../harness/suite.ts';
import { idle } from './monitor/idle';

/** What watching costs. */
export const suite: Suite = { name: 'monitor', cases: [idle] };

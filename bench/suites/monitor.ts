import type { Suite } from '../harness/suite.ts';
import { alertGrowth, alertRounds } from './monitor/alerts';
import { growthOverSamples, perService } from './monitor/footprint';
import { idle } from './monitor/idle';
import { observing, observingBytes } from './monitor/observing';
import { reading } from './monitor/reading';
import { merge, quantile, record } from './monitor/sketches';

/** What it costs to know how services are doing: watching, observing a call, remembering it, reading a window, judging it. */
export const suite: Suite = {
  name: 'monitor',
  cases: [
    ...[record, quantile, merge],
    ...[observing, observingBytes, reading],
    ...[perService, growthOverSamples, idle],
    ...[alertRounds, alertGrowth],
  ],
};

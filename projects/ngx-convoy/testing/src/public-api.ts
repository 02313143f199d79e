export { ManualClock } from './manual-clock';
export { seededRandom } from './seeded-random';
export { sequentialIds } from './sequential-ids';

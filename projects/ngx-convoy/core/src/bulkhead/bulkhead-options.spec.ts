import { ConfigurationError } from '../errors';
import type { BulkheadRequest } from './admission';
import { setUp } from './bulkhead-scene.spec';

describe('options of a bulkhead', () => {
  const wrong: readonly (readonly [option: string, act: () => unknown])[] = [
    ['limit', () => setUp({ limit: 0 })],
    ['limit', () => setUp({ limit: 2.5 })],
    ['limit', () => setUp().bulkhead.resize(0)],
    ['queueLimit', () => setUp({ queueLimit: -1 })],
    ['queueLimit', () => setUp({ queueLimit: 1.5 })],
    ['queueLimit', () => setUp({ queueLimit: Infinity })],
    ['maxWait', () => setUp({ maxWait: 0 })],
    ['priority', () => waitWith(NaN)],
    ['priority', () => waitWith('urgent' as 'high')],
  ];
  for (const [option, act] of wrong) {
    it(`names ${option} when it is out of range: ${act.toString().slice(6)}`, () => {
      expect(act).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
  function waitWith(priority: BulkheadRequest['priority']): void {
    const { take, wait } = setUp();
    take();
    wait('a', { priority });
  }
});

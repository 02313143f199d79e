import fc from 'fast-check';
import { importWithLibrary } from '../tools/import-with-library.ts';
import type * as order from './queue-order.ts';

const script = fc.record({
  concurrency: fc.integer({ min: 1, max: 5 }),
  tasks: fc.array(
    fc.record({
      priority: fc.integer({ min: -3, max: 3 }),
      isAborted: fc.nat(4).map((n) => n === 0),
    }),
    { maxLength: 60, size: 'max' },
  ),
});

describe('The order of tasks', () => {
  it('is that of p-queue, as long as nobody has come earlier: by priority, then first come, first served', async () => {
    const { orderOfOurs, orderOfPQueue } = await importWithLibrary<typeof order>(
      `export * from './bench/queue-order.ts';`,
      'bench/queue-order',
    );
    await fc.assert(
      fc.asyncProperty(script, async (given) => {
        expect(await orderOfOurs(given)).toEqual(await orderOfPQueue(given));
      }),
    );
  });
});

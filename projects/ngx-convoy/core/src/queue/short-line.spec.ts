import fc from 'fast-check';
import { Entry } from './queue-entry.spec';
import { ShortLine } from './short-line';
import { WaitQueue } from './wait-queue';

describe('ShortLine', () => {
  it('has the ends of a WaitQueue, whatever joins and leaves', () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          lead: fc.constantFrom(-30, 0, 0, 10, 60),
          passed: fc.constantFrom(0, 1, 40),
        }),
      },
      { weight: 1, arbitrary: fc.record({ leave: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ end: fc.constantFrom('next', 'last') }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const line = new ShortLine<Entry>();
        const queue = new WaitQueue<Entry>();
        const all: Entry[] = [];
        let now = 0;
        for (const [turn, step] of steps.entries()) {
          if ('lead' in step) {
            now += step.passed;
            const joined = new Entry(now, step.lead, turn);
            line.add(joined);
            queue.add(joined);
            all.push(joined);
          } else {
            const gone =
              'leave' in step
                ? all[step.leave % Math.max(1, all.length)]
                : step.end === 'next'
                  ? line.next()
                  : line.last;
            if (gone === undefined) continue;
            expect(line.remove(gone)).toBe(queue.remove(gone));
          }
          expect(line.size).toBe(queue.size);
          expect(line.next()).toBe(queue.first);
          expect(line.last).toBe(queue.last);
        }
      }),
    );
  });
});

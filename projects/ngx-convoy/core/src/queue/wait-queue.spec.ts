import fc from 'fast-check';
import { NEWEST_FIRST } from './adaptive-lifo';
import { Entry } from './queue-entry.spec';
import { OLDEST_FIRST, WaitQueue } from './wait-queue';

/** Everybody, from the front or from the back. */
function drain(queue: WaitQueue<Entry>, end: 'first' | 'last' = 'first'): readonly number[] {
  const turns: number[] = [];
  for (let entry = queue[end]; entry !== undefined; entry = queue[end]) {
    turns.push(entry.turn);
    queue.remove(entry);
  }
  return turns;
}

function queueOf(...entries: readonly Entry[]): WaitQueue<Entry> {
  const queue = new WaitQueue<Entry>();
  for (const entry of entries) queue.add(entry);
  return queue;
}

describe('WaitQueue', () => {
  it('serves by age, head starts included, and among equals the one that came first', () => {
    const entries = [
      new Entry(0, 0, 1),
      new Entry(5, 0, 2),
      new Entry(5, 5, 3),
      new Entry(5, 5, 4),
      new Entry(9, 20, 5),
    ];
    expect(drain(queueOf(...entries))).toEqual([5, 1, 3, 4, 2]);
    expect(drain(queueOf(...entries), 'last')).toEqual([2, 4, 3, 1, 5]);
  });

  it('serves what has a deadline no later than what came when it has to begin', () => {
    const entries = [
      new Entry(0, -100, 1, 30),
      new Entry(0, -100, 2),
      new Entry(20, 0, 3),
      new Entry(40, 0, 4),
      new Entry(50, 0, 5, 1_000),
    ];
    expect(drain(queueOf(...entries))).toEqual([3, 1, 4, 5, 2]);
  });

  it('serves by deadline those whose deadlines press', () => {
    const entries = [new Entry(0, -100, 1, 60), new Entry(0, -100, 2, 50), new Entry(0, 0, 3, -7)];
    expect(drain(queueOf(...entries))).toEqual([3, 2, 1]);
  });

  it('serves the newest first when told so, head starts the other way round, and sheds the oldest', () => {
    const entries = [
      new Entry(0, 0, 1),
      new Entry(5, 0, 2),
      new Entry(5, 10, 3),
      new Entry(5, 10, 4),
      new Entry(9, -20, 5, 2),
    ];
    const queue = queueOf(...entries);
    queue.order = NEWEST_FIRST;
    expect(queue.last?.turn).toBe(5);
    expect(drain(queue)).toEqual([4, 3, 2, 1, 5]);
  });

  it('says whether an entry was there to be removed', () => {
    const queue = queueOf();
    const one = new Entry(0, 0, 1);
    expect(queue.remove(one)).toBe(false);
    queue.add(one);
    expect(queue.remove(one)).toBe(true);
    expect(queue.remove(one)).toBe(false);
    expect(queue.size).toBe(0);
  });

  it('keeps no link to or from one that has left', () => {
    const entries = [new Entry(0, 0, 1), new Entry(1, 0, 2), new Entry(2, 0, 3)];
    const [first, second, third] = entries;
    const queue = queueOf(...entries);
    if (second !== undefined) queue.remove(second);
    expect([second?.lane, second?.ahead, second?.behind]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(first?.behind).toBe(third);
    expect(third?.ahead).toBe(first);
  });

  it('has the ends of a sorted list, whatever joins, leaves and in whatever order it serves', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          lead: fc.oneof(fc.constantFrom(-30, 0, 0, 10, 60), fc.integer({ min: -99, max: 99 })),
          passed: fc.constantFrom(0, 0, 1, 5, 40),
          deadline: fc.option(fc.integer({ min: -50, max: 50 }), { nil: Infinity }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ leave: fc.nat() }) },
      {
        weight: 2,
        arbitrary: fc.record({ take: fc.constantFrom('first' as const, 'last' as const) }),
      },
      { weight: 1, arbitrary: fc.record({ order: fc.constantFrom(OLDEST_FIRST, NEWEST_FIRST) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
        const queue = new WaitQueue<Entry>();
        const sorted: Entry[] = [];
        let now = 0;
        const remove = (gone: Entry | undefined): void => {
          if (gone === undefined) return;
          queue.remove(gone);
          sorted.splice(sorted.indexOf(gone), 1);
        };
        for (const [turn, step] of steps.entries()) {
          if ('lead' in step) {
            now += step.passed;
            const joined = new Entry(now, step.lead, turn, now + step.deadline);
            queue.add(joined);
            sorted.push(joined);
          } else if ('leave' in step) remove(sorted[step.leave % Math.max(1, sorted.length)]);
          else if ('order' in step) queue.order = step.order;
          else remove(queue[step.take]);

          sorted.sort((a, b) => (queue.order.isBefore(a, b) ? -1 : 1));
          const oldest = Math.min(...sorted.map(({ since }) => since));
          if (queue.size !== sorted.length || queue.least(({ since }) => since) !== oldest)
            return false;
          if (queue.first !== sorted[0] || queue.last !== sorted.at(-1)) return false;
        }
        return true;
      }),
      { numRuns: 300 },
    );
  });
});

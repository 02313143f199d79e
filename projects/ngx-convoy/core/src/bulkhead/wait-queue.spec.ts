import fc from 'fast-check';
import { type Queued, WaitQueue } from './wait-queue';

describe('WaitQueue', () => {
  const entry = (key: number, turn: number): Queued => ({ key, turn, front: -1, back: -1 });

  it('serves the smallest key first, and among equals the one that came first', () => {
    const queue = new WaitQueue<Queued>();
    const entries = [entry(5, 1), entry(3, 2), entry(5, 3), entry(3, 4), entry(9, 5)];
    for (const each of entries) queue.add(each);
    const served: number[] = [];
    for (let first = queue.first; first !== undefined; first = queue.first) {
      served.push(first.turn);
      queue.remove(first);
    }
    expect(served).toEqual([2, 4, 1, 3, 5]);
  });

  it('sheds the greatest key first, and among equals the one that came last', () => {
    const queue = new WaitQueue<Queued>();
    for (const each of [entry(5, 1), entry(3, 2), entry(5, 3)]) queue.add(each);
    const shed: number[] = [];
    for (let last = queue.last; last !== undefined; last = queue.last) {
      shed.push(last.turn);
      queue.remove(last);
    }
    expect(shed).toEqual([3, 1, 2]);
  });

  it('says whether an entry was there to be removed', () => {
    const queue = new WaitQueue<Queued>();
    const one = entry(1, 1);
    expect(queue.remove(one)).toBe(false);
    queue.add(one);
    expect(queue.remove(one)).toBe(true);
    expect(queue.remove(one)).toBe(false);
    expect(queue.size).toBe(0);
  });

  it('has the ends of a sorted list, whatever joins and leaves', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ key: fc.integer({ min: -5, max: 5 }) }),
        fc.record({ leave: fc.nat() }),
        fc.record({ take: fc.constantFrom('first' as const, 'last' as const) }),
      ),
      { maxLength: 200, size: 'max' },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        const queue = new WaitQueue<Queued>();
        const sorted: Queued[] = [];
        const remove = (gone: Queued | undefined): void => {
          if (gone === undefined) return;
          queue.remove(gone);
          sorted.splice(sorted.indexOf(gone), 1);
        };
        for (const [turn, step] of sequence.entries()) {
          if ('key' in step) {
            const joined = entry(step.key, turn);
            queue.add(joined);
            sorted.push(joined);
            sorted.sort((a, b) => a.key - b.key || a.turn - b.turn);
          } else if ('leave' in step) remove(sorted[step.leave % Math.max(1, sorted.length)]);
          else remove(queue[step.take]);

          if (queue.size !== sorted.length) return false;
          if (queue.first !== sorted[0] || queue.last !== sorted.at(-1)) return false;
        }
        return new Set(queue.entries).size === sorted.length;
      }),
    );
  });
});

import fc from 'fast-check';
import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';
import { NEWEST_FIRST } from './adaptive-lifo';
import { KeyedQueue } from './keyed-queue';
import { Entry } from './queue-entry.spec';
import { reachable } from './reachable.spec';
import { OLDEST_FIRST } from './wait-queue';

type Key = 'a' | 'b' | 'c' | undefined;

const key = fc.constantFrom<Key>('a', 'a', 'b', 'c', undefined);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      join: key,
      lead: fc.constantFrom(-30, 0, 0, 10, 60),
      passed: fc.constantFrom(0, 1, 7),
      latest: fc.option(fc.integer({ min: -20, max: 60 }), { nil: undefined }),
    }),
  },
  { weight: 4, arbitrary: fc.constant('serve' as const) },
  { weight: 3, arbitrary: fc.record({ end: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ leave: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ limit: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ order: fc.constantFrom(OLDEST_FIRST, NEWEST_FIRST) }) },
);

describe('KeyedQueue', () => {
  it('serves the most urgent of those whose key is not at its limit, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        let limit = 1;
        const queue = new KeyedQueue<Entry>(() => limit);
        const waiting: Entry[] = [];
        const served: Key[] = [];
        let now = 0;
        const count = (of: Key) => served.filter((each) => each === of).length;
        const isFull = (of: Key) => of !== undefined && count(of) >= limit;

        for (const [turn, move] of steps.entries()) {
          if (move === 'serve') {
            const { first } = queue;
            if (first === undefined) continue;
            queue.enter(first.group);
            queue.remove(first);
            waiting.splice(waiting.indexOf(first), 1);
            served.push(first.group as Key);
          } else if ('join' in move) {
            now += move.passed;
            const latest = move.latest === undefined ? undefined : now + move.latest;
            const entry = new Entry(now, move.lead, turn, latest, move.join);
            queue.add(entry);
            waiting.push(entry);
          } else if ('end' in move) {
            const [gone] = served.splice(move.end % Math.max(1, served.length), 1);
            queue.leave(gone);
          } else if ('leave' in move) {
            const [gone] = waiting.splice(move.leave % Math.max(1, waiting.length), 1);
            if (gone !== undefined) expect(queue.remove(gone)).toBe(true);
          } else if ('limit' in move) {
            ({ limit } = move);
            queue.relimit(() => limit);
          } else queue.order = move.order;

          waiting.sort((a, b) => (queue.order.isBefore(a, b) ? -1 : 1));
          expect(queue.size).toBe(waiting.length);
          expect(queue.first).toBe(waiting.find(({ group }) => !isFull(group as Key)));
          expect(queue.last).toBe(waiting.at(-1));
          expect(queue.inFlight('a')).toBe(count('a'));
          expect(queue.admits('a')).toBe(queue.first === undefined && !isFull('a'));
          expect(queue.least(({ since }) => since)).toBe(
            Math.min(...waiting.map(({ since }) => since)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('asks for the limit of a key when it is first seen, and again when it has been forgotten', () => {
    const asked: string[] = [];
    const queue = new KeyedQueue<Entry>((of) => asked.push(of));
    queue.enter('a');
    queue.enter('a');
    queue.leave('a');
    queue.leave('a');
    expect(asked).toEqual(['a']);
    queue.enter('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('changes no limit when one of them is refused', () => {
    const queue = new KeyedQueue<Entry>(() => 1);
    queue.enter('a');
    queue.enter('b');
    const refuse = (of: string) => requireNumber('limit', of === 'b' ? 0 : 2, { min: 1 });
    expect(() => {
      queue.relimit(refuse);
    }).toThrowError(ConfigurationError);
    expect(queue.admits('a')).toBe(false);
  });

  it('forgets a key of which nothing waits or runs', () => {
    const queue = new KeyedQueue<Entry>(() => 1);
    const fresh = reachable(queue);
    for (let turn = 0; turn < 1_000; turn += 1) {
      const entry = new Entry(turn, 0, turn, undefined, `key ${turn}`);
      queue.add(entry);
      queue.enter(entry.group);
      queue.remove(entry);
      queue.leave(entry.group);
    }
    expect(reachable(queue)).toBe(fresh);
  });
});

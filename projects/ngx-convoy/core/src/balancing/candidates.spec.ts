import fc from 'fast-check';
import { Candidates } from './candidates';
import { endpoint, NOW } from './endpoint-scene.spec';

describe('Candidates', () => {
  const pool = Array.from({ length: 20 }, (_, i) => endpoint(`e${i}`));

  it('holds exactly those that were added and not removed, in columns that agree with them', () => {
    const step = fc.record({
      do: fc.constantFrom('add', 'remove', 'busy', 'slow'),
      at: fc.nat(pool.length - 1),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        for (const one of pool) one.candidates?.remove(one);
        const candidates = new Candidates();
        const model = new Set<(typeof pool)[number]>();
        for (const { do: what, at } of steps) {
          const one = pool[at];
          if (one === undefined) continue;
          if (what === 'add') {
            candidates.add(one);
            model.add(one);
          } else if (what === 'remove') {
            if (candidates.remove(one) !== model.delete(one)) return false;
          } else if (what === 'busy') one.inFlight = at;
          else one.answered(at * 10, NOW);
        }
        return (
          candidates.list.length === model.size &&
          candidates.list.every(
            (one, place) =>
              model.has(one) &&
              one.slot === place &&
              candidates.ranks[place] === one.cost.rank(one.inFlight) &&
              candidates.loads[place] === one.inFlight,
          )
        );
      }),
    );
  });

  it('has a new revision exactly when the list or a share has changed', () => {
    const [a, b] = [endpoint('a'), endpoint('b')];
    const candidates = new Candidates([a]);
    const revisions = [candidates.revision];
    const note = (): void => {
      revisions.push(candidates.revision);
    };
    candidates.add(a);
    a.inFlight = 3;
    note();
    candidates.add(b);
    note();
    candidates.reweigh(b);
    note();
    candidates.remove(b);
    note();
    candidates.remove(b);
    candidates.reweigh(b);
    note();
    expect(revisions).toEqual([1, 1, 2, 3, 4, 4]);
  });
});

import * as fc from 'fast-check';
import { DependencyGraph } from './dependency-graph';

function graph(...edges: readonly string[]): DependencyGraph {
  const made = new DependencyGraph();
  for (const edge of edges) made.add(edge[0] ?? '', edge[1] ?? '');
  return made;
}

function causes(edges: DependencyGraph, failing: Readonly<Record<string, number>>, well = '') {
  const map = new Map(Object.entries(failing));
  return Object.fromEntries(edges.rootCauses(map, (name) => well.includes(name)));
}

describe('The root cause', () => {
  it('is the failing one behind which nothing fails', () => {
    expect(causes(graph('ab', 'bc', 'ad'), { a: 1, b: 2, c: 3 })).toEqual({
      a: 'c',
      b: 'c',
      c: 'c',
    });
  });

  it('of two is the one that failed first', () => {
    expect(causes(graph('ab', 'ac'), { a: 9, b: 5, c: 4 })).toEqual({ a: 'c', b: 'b', c: 'c' });
  });

  it('is itself where nothing is known of dependencies', () => {
    expect(causes(graph(), { a: 1, b: 2 })).toEqual({ a: 'a', b: 'b' });
  });

  it('in a circle is the one that failed first', () => {
    expect(causes(graph('ab', 'bc', 'ca'), { a: 3, b: 2, c: 1 })).toEqual({
      a: 'c',
      b: 'c',
      c: 'c',
    });
  });

  it('is found behind something of which nothing is known, not behind something that is well', () => {
    expect(causes(graph('ab', 'bc'), { a: 1, c: 2 })).toEqual({ a: 'c', c: 'c' });
    expect(causes(graph('ab', 'bc'), { a: 1, c: 2 }, 'b')).toEqual({ a: 'a', c: 'c' });
  });

  it('fails itself, has no other cause, and is the same for all that share it', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const edge = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    fc.assert(
      fc.property(
        fc.array(edge, { maxLength: 15 }),
        fc.dictionary(fc.constantFrom(...names), fc.nat(9)),
        (edges, failing) => {
          const found = causes(graph(...edges.map(([from, to]) => from + to)), failing);
          for (const [name, cause] of Object.entries(found)) {
            expect(failing[cause]).withContext(name).toBeDefined();
            expect(found[cause]).withContext(name).toBe(cause);
          }
        },
      ),
    );
  });

  it('knows no edge to itself, and has an end', () => {
    const many = new DependencyGraph();
    for (let n = 0; n < 2_000; n += 1) many.add('a', `b${n}`);
    many.add('a', 'a');
    expect(many.dependenciesOf('a').length).toBe(1_000);
    expect(many.revision).toBe(1_000);
  });
});

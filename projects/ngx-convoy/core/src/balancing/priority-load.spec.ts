import fc from 'fast-check';
import { localityShares, priorityLoads } from './priority-load';

const percent = (fit: number) => ({ fit, total: 100 });

describe('priorityLoads', () => {
  // Envoy, "Priority levels": what a level of so many percent fit instances gets.
  const rows: readonly (readonly [fit: readonly number[], loads: readonly number[]])[] = [
    [
      [100, 100],
      [100, 0],
    ],
    [
      [72, 100],
      [100, 0],
    ],
    [
      [71, 100],
      [99, 1],
    ],
    [
      [50, 50],
      [70, 30],
    ],
    [
      [25, 25],
      [50, 50],
    ],
    [
      [0, 100],
      [0, 100],
    ],
    [
      [25, 25, 20],
      [36, 36, 28],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ];
  for (const [fit, loads] of rows) {
    it(`gives ${loads.join(', ')} % to groups of which ${fit.join(', ')} % are fit`, () => {
      expect(priorityLoads(fit.map(percent))).toEqual(loads);
    });
  }

  const groups = fc.array(
    fc
      .tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }))
      .map(([fit, total]) => ({ fit: Math.min(fit, total), total })),
    { minLength: 1, maxLength: 6 },
  );

  it('sums up to 100, or to nothing when nobody is fit, and gives nothing to who has nobody', () => {
    fc.assert(
      fc.property(groups, fc.double({ min: 1, max: 3, noNaN: true }), (list, factor) => {
        const loads = priorityLoads(list, factor);
        const sum = loads.reduce((a, b) => a + b, 0);
        expect(sum).toBe(list.some(({ fit }) => fit > 0) ? 100 : 0);
        loads.forEach((load, index) => {
          expect(load).toBeGreaterThanOrEqual(0);
          if (list[index]?.fit === 0) expect(load).toBe(0);
        });
      }),
    );
  });

  it('never takes load from a group because more of its instances are fit', () => {
    fc.assert(
      fc.property(groups, (list) => {
        const [first, ...others] = list;
        if (first === undefined || first.fit === first.total) return;
        const better = [{ ...first, fit: first.fit + 1 }, ...others];
        // A percent either way is rounding.
        expect(priorityLoads(better)[0]).toBeGreaterThanOrEqual((priorityLoads(list)[0] ?? 0) - 1);
      }),
    );
  });
});

describe('localityShares', () => {
  // Envoy, "Locality weighted load balancing": zones X and Y of weight 1 and 2, all of Y fit.
  const rows: readonly (readonly [fitOfX: number, percentOfX: number])[] = [
    [100, 33],
    [70, 33],
    [69, 32],
    [50, 26],
    [25, 15],
    [0, 0],
  ];
  for (const [fit, expected] of rows) {
    it(`gives X ${expected} % while ${fit} % of it are fit`, () => {
      const [x] = localityShares([
        { ...percent(fit), weight: 1 },
        { ...percent(100), weight: 2 },
      ]);
      expect(Math.round((x ?? 0) * 100)).toBe(expected);
    });
  }

  it('gives nothing to anybody when nobody is fit', () => {
    expect(localityShares([{ ...percent(0), weight: 1 }])).toEqual([0]);
  });
});

import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import { type Ejection, OutlierDetector } from './outlier-detector';

type Event =
  | { readonly do: 'record'; readonly id: string; readonly ok: boolean; readonly times: number }
  | { readonly do: 'watch' | 'forget'; readonly id: string }
  | { readonly do: 'pass' | 'jump'; readonly ms: number };

const IDS = Array.from({ length: 7 }, (_, i) => String.fromCharCode(97 + i));
const id = fc.constantFrom(...IDS);
const events = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('record' as const),
        id,
        ok: fc.boolean(),
        times: fc.integer({ min: 1, max: 12 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('watch', 'forget'), id }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(40_000) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('jump' as const),
        ms: fc.integer({ min: -1e7, max: 1e7 }),
      }),
    },
  ),
  { maxLength: 150, size: 'max' },
) as fc.Arbitrary<readonly Event[]>;

describe('OutlierDetector under any sequence of results, moves and clock jumps', () => {
  it('never ejects too many, nor for too long, and never the last one', () => {
    fc.assert(fc.property(events, fc.constantFrom(0.1, 0.5, 1), fc.integer(), check), {
      numRuns: 200,
    });
  });
});

function check(sequence: readonly Event[], maxShare: number, seed: number): void {
  const told: Ejection[] = [];
  const outliers = new OutlierDetector({ ejection: { maxShare } }, seededRandom(seed), (ejection) =>
    told.push(ejection),
  );
  const known = new Set<string>();
  let now = 1_767_225_600_000;

  for (const event of sequence) {
    switch (event.do) {
      case 'record':
        known.add(event.id);
        for (let i = 0; i < event.times; i++) outliers.record(event.id, event.ok, now);
        break;
      case 'watch':
        known.add(event.id);
        outliers.watch(event.id);
        break;
      case 'forget':
        known.delete(event.id);
        outliers.forget(event.id);
        break;
      case 'pass':
      case 'jump':
        now += event.ms;
        break;
    }
    const out = IDS.filter((one) => outliers.isEjected(one, now));
    const most = Math.min(known.size - 1, Math.max(1, Math.floor(known.size * maxShare)));
    if (out.length > Math.max(0, most)) throw new Error(`${out.length} of ${known.size} are out`);
    for (const one of out) {
      const ejection = outliers.ejection(one, now);
      if (ejection === undefined || !known.has(one)) throw new Error('out for no reason');
      const left = ejection.until - now;
      if (!(left > 0 && left <= 300_000 * 1.15)) throw new Error(`out for ${left} ms more`);
      if (!told.some((other) => other.id === one)) throw new Error('nobody was told');
    }
  }
  now += 300_000 * 1.15 + 1;
  if (IDS.some((one) => outliers.isEjected(one, now))) throw new Error('out for ever');
}

import { foreignFiles, readForeignTable } from './foreign-tables.ts';
import { loadRunner } from './runner.ts';

/** A few rows of each form; the tables themselves are not ours to hand on. */
const hashes = {
  murmur3: [
    { key: '', utf8: '', seed: 1, murmur3_x86_32: 1_364_076_727 },
    { key: 'hello', utf8: '68656c6c6f', seed: 0, murmur3_x86_32: 613_153_351 },
    { key: 'hello', utf8: '68656c6c6f', seed: 0, murmur3_x86_32: 1 },
  ],
  fnv1a: [{ key: '', fnv1a_32: 2_166_136_261 }],
};
const loads = {
  priorityLoad: [
    { healthyPct: [25, 100], load: [35, 65] },
    { healthyPct: [25, 100], load: [25, 75] },
  ],
  localityWeights: {
    weights: { X: 1, Y: 2 },
    yAvailablePct: 100,
    rows: [{ xAvailablePct: 50, load: [26, 74] }],
  },
  leastRequestWeighted: [{ weight: 2, active: 4, bias: 1, effective: 0.4 }],
};

describe('a table of others', () => {
  async function verdicts(name: string, content: unknown): Promise<readonly string[][]> {
    const table = readForeignTable(name, content);
    const run = await loadRunner(table?.schema ?? '');
    return (table?.rows ?? []).map((row) => [row.id, ...run(row)]);
  }

  it('of hashes is run row by row', async () => {
    expect(await verdicts('hash-vectors.json', hashes)).toEqual([
      ['murmur3-1'],
      ['murmur3-2'],
      ['murmur3-3', 'expected 1, came 613153351'],
    ]);
  });

  it('of loads is run row by row', async () => {
    expect(await verdicts('envoy-priority-locality.json', loads)).toEqual([
      ['priority-1'],
      ['priority-2', 'expected 25, 75 %, came 35, 65 %'],
      ['locality-1'],
    ]);
  });

  it('says what of it is left out', () => {
    expect(readForeignTable('hash-vectors.json', hashes)?.left[0]?.rows).toBe(1);
    expect(readForeignTable('envoy-priority-locality.json', loads)?.left[0]?.rows).toBe(1);
  });

  it('in which nothing is what it should be has no rows', () => {
    for (const name of foreignFiles) {
      for (const content of [null, [], { murmur3: 7, priorityLoad: 'none' }]) {
        expect(readForeignTable(name, content)?.rows).toEqual([]);
      }
    }
  });

  it('is known by its name only', () => {
    expect(readForeignTable('other.json', hashes)).toBeUndefined();
  });
});

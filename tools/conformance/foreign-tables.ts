import type { Row } from './runner.ts';

/** A table that others have published in a form of their own, read as rows of ours. */
interface ForeignTable {
  readonly schema: string;
  readonly rows: readonly Row[];
  /** Rows about what we do not have, and why. */
  readonly left: readonly LeftOut[];
}

export interface LeftOut {
  readonly rows: number;
  readonly why: string;
}

/** What is read out of a file is not ours to trust: a row of another form does not pass, it fails. */
type Content = Readonly<Record<string, unknown>>;

const readers: Readonly<Record<string, (content: Content) => ForeignTable>> = {
  'hash-vectors.json': (content) => ({
    schema: 'hash-vectors',
    rows: list(content['murmur3']).map((vector, index) => ({
      ...vector,
      id: `murmur3-${index + 1}`,
      title: `murmur3 of ${JSON.stringify(vector['key'])} with seed ${String(vector['seed'])}`,
    })),
    left: leftOut(content['fnv1a'], 'FNV-1a, which nothing of ours uses'),
  }),

  'envoy-priority-locality.json': (content) => {
    const { weights, yAvailablePct, rows } = record(content['localityWeights']);
    return {
      schema: 'envoy-loads',
      rows: [
        ...list(content['priorityLoad']).map((row, index) => ({
          ...row,
          id: `priority-${index + 1}`,
          title: `priorities of which ${String(row['healthyPct'])} % are healthy`,
        })),
        ...list(rows).map((row, index) => ({
          ...row,
          weights,
          yAvailablePct,
          id: `locality-${index + 1}`,
          title: `a locality of which ${String(row['xAvailablePct'])} % are available`,
        })),
      ],
      left: leftOut(
        content['leastRequestWeighted'],
        'an effective weight for drawing at random; ours compares calls under way by share, and lets equals take turns',
      ),
    };
  },
};

/** Names of the files that can be read. */
export const foreignFiles: readonly string[] = Object.keys(readers);

/** What runs the rows, by schema. */
export const foreignModules: Readonly<Record<string, string>> = {
  'hash-vectors': `
    import { murmur3 } from 'ngx-convoy/core';
    export const run = ({ key, seed, murmur3_x86_32: wanted }) => {
      const came = murmur3(key, seed);
      return came === wanted ? [] : [\`expected \${wanted}, came \${came}\`];
    };`,
  'envoy-loads': `
    import { localityShares, priorityLoads } from 'ngx-convoy/core';
    const percent = (fit) => ({ fit, total: 100 });
    const loads = (row) => {
      if ('healthyPct' in row) return priorityLoads(row.healthyPct.map(percent));
      const { weights, xAvailablePct, yAvailablePct } = row;
      const zones = [
        { ...percent(xAvailablePct), weight: weights.X },
        { ...percent(yAvailablePct), weight: weights.Y },
      ];
      return localityShares(zones).map((share) => Math.round(share * 100));
    };
    export const run = (row) => {
      const came = loads(row).join(', ');
      const wanted = row.load.join(', ');
      return came === wanted ? [] : [\`expected \${wanted} %, came \${came} %\`];
    };`,
};

/** @returns nothing when no file of that name is known */
export function readForeignTable(name: string, content: unknown): ForeignTable | undefined {
  return readers[name]?.(record(content));
}

function leftOut(rows: unknown, why: string): readonly LeftOut[] {
  const count = list(rows).length;
  return count === 0 ? [] : [{ rows: count, why }];
}

function list(value: unknown): readonly Content[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function record(value: unknown): Content {
  return typeof value === 'object' && value !== null ? (value as Content) : {};
}

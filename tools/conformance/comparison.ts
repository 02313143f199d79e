import { join } from 'node:path';
import { readJson, root } from '../process.ts';
import type { BreakerRow } from './breaker-row.ts';
import { PeerScene } from './peer-scene.ts';
import type { PeerVerdict } from './peer-scene.ts';
import type { RunRow } from './runner.ts';

/** One breaker, and how every row ended for it. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  /** How rows were translated for it; nothing for ourselves, who are given the rows as they are. */
  readonly mapping: readonly string[];
  readonly verdicts: ReadonlyMap<string, PeerVerdict>;
}

/** The same rows, run by us and by our peers. */
export interface Comparison {
  readonly rows: readonly BreakerRow[];
  readonly contestants: readonly Contestant[];
}

/** Runs rows of schema `breaker-scenarios/1` against our breaker and the peers'. */
export async function compare(rows: readonly BreakerRow[], run: RunRow): Promise<Comparison> {
  const ours = new Map<string, PeerVerdict>();
  for (const row of rows) {
    const [mismatch] = run(row);
    ours.set(row.id, mismatch === undefined ? { kind: 'passed' } : failed(mismatch));
  }
  const scene = await PeerScene.load();
  const peers = scene.peers.map(({ name, mapping }) => ({
    name,
    mapping,
    version: versionOf(join(root, 'node_modules', name)),
    verdicts: new Map(rows.map((row) => [row.id, scene.run(name, row)])),
  }));
  const version = versionOf(root);
  return {
    rows,
    contestants: [{ name: 'ngx-convoy', version, mapping: [], verdicts: ours }, ...peers],
  };
}

/** How many rows ended how. */
export interface Tally {
  readonly expressible: number;
  readonly passed: number;
  readonly failed: number;
}

export function tally(rows: readonly BreakerRow[], { verdicts }: Contestant): Tally {
  const count = (kind: PeerVerdict['kind']): number =>
    rows.filter(({ id }) => verdicts.get(id)?.kind === kind).length;
  const passed = count('passed');
  const failed = count('failed');
  return { expressible: passed + failed, passed, failed };
}

function failed(mismatch: string): PeerVerdict {
  return { kind: 'failed', mismatch, why: undefined };
}

function versionOf(folder: string): string {
  return readJson<{ readonly version: string }>(join(folder, 'package.json')).version;
}

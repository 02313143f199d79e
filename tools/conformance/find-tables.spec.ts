import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findTables } from './find-tables.ts';

describe('the tables of a conformance run', () => {
  const startedIn = mkdtempSync(join(tmpdir(), 'started-'));
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  writeFileSync(join(startedIn, 'mine.json'), '{}');
  for (const name of ['a.json', 'b.json', 'notes.md']) writeFileSync(join(folder, name), '{}');

  it('are our own when nothing is said', () => {
    const names = findTables({ given: [], folder: undefined, startedIn }).map((file) =>
      basename(file),
    );
    expect(names).toContain('breaker-scenarios.json');
  });

  it('are those of CONFORMANCE_DIR when it is set', () => {
    expect(findTables({ given: [], folder, startedIn })).toEqual([
      join(folder, 'a.json'),
      join(folder, 'b.json'),
    ]);
  });

  it('are the files given, from where the command was typed, or from CONFORMANCE_DIR', () => {
    const given = ['mine.json', 'b.json', join(folder, 'a.json')];
    expect(findTables({ given, folder, startedIn })).toEqual([
      join(startedIn, 'mine.json'),
      join(folder, 'b.json'),
      join(folder, 'a.json'),
    ]);
  });

  it('keep a path to nothing, for it to be reported', () => {
    expect(findTables({ given: ['gone.json'], folder, startedIn })).toEqual([
      join(startedIn, 'gone.json'),
    ]);
  });
});

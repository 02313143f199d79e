import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, run } from '../process.ts';
import { UnknownTable, loadRunner, readTable } from './runner.ts';

describe('a conformance table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  const tripping = {
    id: 'X-1',
    title: 'two failures in a row open it',
    config: {
      trip: { rule: 'consecutive', threshold: 2 },
      window: null,
      open: { ms: 1_000 },
      halfOpen: { permits: 1, rule: 'ratio', successes: 1 },
    },
    steps: [
      { op: 'call', out: 'fail', times: 2, expect: 'run' },
      { op: 'state', is: 'open' },
    ],
  };

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  it('is read by its schema', () => {
    const table = { schema: 'breaker-scenarios/1', scenarios: [tripping] };
    expect(readTable(file('good.json', table)).rows.map(({ id }) => id)).toEqual(['X-1']);
  });

  const broken: readonly (readonly [title: string, content: unknown, isForeign: boolean])[] = [
    ['is not JSON', '{ "schema":', false],
    ['has another schema', { schema: 'something/7', rows: [] }, true],
    ['has no schema', { rows: [] }, true],
    ['is nothing', null, true],
    ['has no rows', { schema: 'breaker-scenarios/1' }, false],
  ];
  for (const [title, content, isForeign] of broken) {
    it(`that ${title} is refused with a reason`, () => {
      const path = file('broken.json', content);
      expect(() => readTable(path)).toThrowMatching(
        (error: unknown) => error instanceof UnknownTable && error.isForeign === isForeign,
      );
    });
  }

  it('fails row by row: what throws or does not hold fails, the others pass', async () => {
    const runRow = await loadRunner('breaker-scenarios/1');
    expect(runRow(tripping)).toEqual([]);
    const [first, ...steps] = tripping.steps;
    const wrong = { ...tripping, steps: [first, { op: 'state', is: 'closed' }, ...steps.slice(1)] };
    expect(runRow(wrong)).toEqual(['step 2 (state): state should be closed, but is open']);
    expect(runRow({ id: 'X-2' })).toEqual([jasmine.stringMatching(/^threw /)]);
  });

  it('is run from the command line, also out of CONFORMANCE_DIR', async () => {
    const more = mkdtempSync(join(tmpdir(), 'more-'));
    const wrong = { ...tripping, id: 'X-3', steps: [{ op: 'state', is: 'open' }] };
    const table = { schema: 'breaker-scenarios/1', scenarios: [tripping, wrong] };
    writeFileSync(join(more, 'more.json'), JSON.stringify(table));
    writeFileSync(join(more, 'other.json'), '{"schema":"other/1"}');
    const { code, output } = await run(node('tools/conformance.ts'), {
      env: { ...process.env, CONFORMANCE_DIR: more },
    });
    expect(code).toBe(1);
    expect(output).toContain('BAD X-3 two failures in a row open it');
    expect(output).toContain('nothing runs other/1');
    expect(output).toMatch(/^1 passed, 1 failed, 1 skipped$/m);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.ts';
import type { BreakerRow } from './breaker-row.ts';
import { comparisonPage } from './comparison-page.ts';
import { compare, tally } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { findForeignSection, withForeignSection } from './foreign-section.ts';
import { inCore, loadRunner, readTable } from './runner.ts';

describe('the page that compares', () => {
  const table = `${inCore}/breaker-scenarios.json`;
  const rows = readTable(join(root, table)).rows as readonly BreakerRow[];
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await compare(rows, await loadRunner('breaker-scenarios/1'));
  });

  it('stands in docs/conformance.md as the tables have it now', () => {
    const page = readFileSync(join(root, 'docs/conformance.md'), 'utf8');
    // The tables of others are not here; what was counted with them is kept.
    const foreign = findForeignSection(page) ?? '';
    expect(foreign).toContain('## Tables of others');
    expect(page)
      .withContext('write it anew: npm run conformance -- --write')
      .toBe(withForeignSection(comparisonPage(comparison, [table]), foreign));
  });

  it('says why every failing row fails', () => {
    for (const { name, verdicts } of comparison.contestants) {
      for (const [id, verdict] of verdicts) {
        if (verdict.kind === 'failed')
          expect(verdict.why).withContext(`${name} ${id}`).toBeDefined();
      }
    }
  });

  it('finds that peers express half of the rows and pass most of those', () => {
    const [ours, ...peers] = comparison.contestants.map((one) => tally(rows, one));
    expect(ours).toEqual({ expressible: rows.length, passed: rows.length, failed: 0 });
    for (const { expressible, passed } of peers) {
      expect(expressible / rows.length).toBeGreaterThan(0.5);
      expect(passed / expressible).toBeGreaterThan(0.75);
    }
  });
});

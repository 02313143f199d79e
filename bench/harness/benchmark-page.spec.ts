import { format } from 'prettier';
import { benchmarkPage } from './benchmark-page.ts';
import { table, targetLines } from './report.ts';
import type { ReportedRow } from './report.ts';

describe('the report of a run', () => {
  const row: ReportedRow = {
    suite: 'resilience',
    case: 'a case',
    place: 'node',
    contender: 'ours',
    median: 123.4,
    p10: 100,
    p90: 12_345,
    unit: 'ns',
    baseline: 'bare',
    ratio: 1.234,
    processes: 3,
    semiSpace: 2 ** 20,
    targets: [
      { wanted: 'theirs', value: 0.91, unit: 'x', atMost: 1, met: true },
      { wanted: 'without bare', value: 21.25, unit: 'ns', atMost: 15, met: false },
    ],
    environment: {
      date: '2026-11-26',
      processor: 'a processor',
      cores: 2,
      memory: 16,
      system: 'Linux 6',
      node: '24.0.0',
      browser: 'Chromium 156',
      packages: { cockatiel: '4.0.0' },
    },
  };
  const bare: ReportedRow = { ...row, contender: 'bare', median: 100, ratio: 1, targets: [] };
  const rows = [bare, row, { ...row, place: 'chromium' as const }];

  it('shows each contender with its spread and ratio, and the targets with what came', () => {
    const text = table([bare, row]);
    expect(text).toContain('a case (node)');
    expect(text).toMatch(
      /ours +123 ns +\(100 ns \.\. 12\.3 us\) +1\.23x +met +<= 1\.00x of theirs/,
    );
    expect(text).toMatch(/bare +100 ns .* baseline/);
  });

  it('counts what was met and hides nothing that was missed', () => {
    const text = targetLines(rows);
    expect(text).toContain('MISSED a case (node): ours <= 15 ns without bare, is 21.3 ns');
    expect(text).toContain('2 of 4 targets met');
  });

  it('says below a table what is to be known of it', () => {
    const remark = 'A signal by itself costs more than that.';
    expect(benchmarkPage([{ ...bare, remark }, row])).toContain(`Ratios are to "bare". ${remark}`);
  });

  it('is a page that says on what it was measured, how, and what was missed', () => {
    const page = benchmarkPage(rows);
    for (const part of [
      'a processor',
      'Node 24.0.0',
      'cockatiel 4.0.0',
      '## Method',
      '**missed**',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).toContain('2 of 4 met.');
    expect(page).toMatch(/\| ours +\| 123 ns \(100 ns to 12\.3 us\) +\| 1\.23x +\| 123 ns/);
  });

  it('is formatted as the repository wants it', async () => {
    const page = benchmarkPage(rows);
    expect(await format(page, { parser: 'markdown', printWidth: 100, singleQuote: true })).toBe(
      page,
    );
  });
});

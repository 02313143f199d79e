import { jasmineCounts } from './counts.ts';
import { verdict } from './verdict.ts';
import type { Stage } from './stages.ts';

const check: Stage = { name: 'lint', command: ['true'] };
const tests: Stage = { name: 'unit', command: ['true'], counts: jasmineCounts };

describe('the verdict on a stage', () => {
  it('takes a check by its exit code', () => {
    expect(verdict(check, { code: 0, output: '' }).counts).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
    });
    expect(verdict(check, { code: 2, output: '' }).counts).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('takes tests by their counts', () => {
    const outcome = { code: 1, output: '5 specs, 2 failures' };
    expect(verdict(tests, outcome)).toEqual({ counts: { passed: 3, failed: 2, skipped: 0 } });
  });

  it('fails tests that did not run', () => {
    for (const output of ['', '0 specs, 0 failures', '3 specs, 0 failures, 3 pending specs']) {
      const { counts, complaint } = verdict(tests, { code: 0, output });
      expect(counts.failed).toBe(1);
      expect(complaint).toBe('no test ran');
    }
  });

  it('fails a runner that counts no failure and yet exits with one', () => {
    const { counts, complaint } = verdict(tests, { code: 3, output: '5 specs, 0 failures' });
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(complaint).toContain('exit code is 3');
  });
});

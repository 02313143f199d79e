import { findForeignSection, foreignSection, withForeignSection } from './foreign-section.ts';

const result = { file: 'hash-vectors.json', passed: 36, failed: 0, left: [] };

describe('the section about tables of others', () => {
  it('counts each table, and says what was left out', () => {
    const left = [{ rows: 12, why: 'FNV-1a' }];
    const section = foreignSection([{ ...result, left }]);
    expect(section).toMatch(/`hash-vectors.json` \| 36 +\| 36 +\| 0 +\| 12: FNV-1a/);
  });

  it('is added to a page that has none, and takes the place of one that is there', () => {
    const first = foreignSection([result]);
    const second = foreignSection([{ ...result, failed: 1 }]);
    const page = withForeignSection('# Page\n', first);
    expect(page).toBe(`# Page\n\n${first}\n`);
    expect(findForeignSection(page)).toBe(first);
    expect(withForeignSection(page, second)).toBe(`# Page\n\n${second}\n`);
  });

  it('is not found where it is not', () => {
    expect(findForeignSection('# Page\n')).toBeUndefined();
  });
});

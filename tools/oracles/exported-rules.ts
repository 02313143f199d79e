// The rule file that is exported, as `promtool check rules` reads it.
import { importWithLibrary } from '../import-with-library.ts';
import type { Oracle } from './oracle.ts';
import { promtool } from './programs.ts';

/** Made in the bundle with the library. */
interface Exported {
  readonly files: Readonly<Record<string, string>>;
}

export const exportedRules: Oracle = async (tell) => {
  const { files } = await importWithLibrary<Exported>(
    `export { files } from './tools/oracles/subject/rule-files';`,
    'oracles/rule-files',
  );
  for (const [name, file] of Object.entries(files)) {
    const { code, output } = await promtool(['check', 'rules', 'rules.yml'], { 'rules.yml': file });
    const rules = file.split('- alert:').length - 1;
    const isComplete = output.includes(`SUCCESS: ${rules} rules found`);
    tell(`${name}: ${rules} rules`, code === 0 && isComplete ? [] : [...output.split('\n'), file]);
  }
};

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, tool } from '../process.ts';

const FOLDER = join(root, 'out/template-types');

/**
 * What Angular's compiler says of templates that use the gates of the degradation room, with strict templates: for each
 * template what is wrong with it, nothing when it compiles. The specs of the library are compiled as they run, and their
 * templates not checked.
 */
export async function templateProblems(
  templates: readonly string[],
): Promise<readonly (readonly string[])[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  templates.forEach((template, index) => {
    writeFileSync(join(FOLDER, `spec-${index}.ts`), componentOf(template));
  });
  const config = {
    extends: '../../projects/ngx-convoy/tsconfig.lib.json',
    compilerOptions: { noEmit: true, rootDir: '../..' },
    angularCompilerOptions: {
      extendedDiagnostics: { defaultCategory: 'suppress' },
    },
    include: ['*.ts'],
  };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
  const { output } = await run(tool('ngc', '-p', join(FOLDER, 'tsconfig.json')));
  const lines = output.split('\n').filter((line) => line.includes('error'));
  const others = lines.filter((line) => !/spec-\d+\.ts/.test(line));
  if (others.length > 0) throw new Error(`The library does not compile:\n${others.join('\n')}`);
  return templates.map((_, index) => lines.filter((line) => line.includes(`spec-${index}.ts`)));
}

function componentOf(template: string): string {
  return `import { Component } from '@angular/core';
import {
  ConvoyCircuit, ConvoyFeature, ConvoyFeatureBranch, ConvoyLevel, ConvoyService,
} from 'ngx-convoy/degradation';

@Component({
  selector: 'spec-template',
  imports: [ConvoyCircuit, ConvoyFeature, ConvoyFeatureBranch, ConvoyLevel, ConvoyService],
  template: \`${template}\`,
})
export class SpecTemplate {
  takesText(text: string): string { return text; }
}
`;
}

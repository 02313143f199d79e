import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

// Lints pieces of code as if they stood in the library. Their files do not exist, so rules that need types are off.
const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    {
      languageOptions: { parserOptions: { projectService: false, project: null } },
      rules: { '@angular-eslint/no-uncalled-signals': 'off' },
    },
  ] as ESLint.Options['overrideConfig'],
});

const core = 'projects/ngx-convoy/core/src/clock/probe.ts';
const root = 'projects/ngx-convoy/src/probe.ts';
const monitor = 'projects/ngx-convoy/monitor/src/probe.ts';
const degradation = 'projects/ngx-convoy/degradation/src/probe.ts';
const consoleRoom = 'projects/ngx-convoy/console/src/probe.ts';
const testing = 'projects/ngx-convoy/testing/src/probe.ts';
const boundaries = 'house/room-boundaries';

describe('the lint rules', () => {
  const refused: readonly (readonly [title: string, file: string, code: string, rule: string])[] = [
    ['Date in core', core, 'export const at = Date.now();', 'no-restricted-globals'],
    ['new Date in core', core, 'export const at = new Date(0);', 'no-restricted-globals'],
    ['Math.random in core', core, 'export const x = Math.random();', 'no-restricted-properties'],
    ['setTimeout in core', core, 'setTimeout(() => 1, 5);', 'no-restricted-globals'],
    ['queueMicrotask in core', core, 'queueMicrotask(() => 1);', 'no-restricted-globals'],
    ['crypto in core', core, 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ['fetch in core', core, "export const a = fetch('/');", 'no-restricted-globals'],
    ['Date by way of globalThis', core, 'globalThis.Date.now();', 'no-restricted-globals'],
    ['RxJS in core', core, "import { of } from 'rxjs';\nof(1);", boundaries],
    ['Angular in core', core, "export { signal } from '@angular/core';", boundaries],
    ['core -> root', core, "export { provideConvoy } from 'ngx-convoy';", boundaries],
    ['core -> testing', core, "export { ManualClock } from 'ngx-convoy/testing';", boundaries],
    ['root -> monitor', root, "export { ServiceMonitor } from 'ngx-convoy/monitor';", boundaries],
    ['root -> router', root, "export { Router } from '@angular/router';", boundaries],
    ['root -> monitor, lazily', root, "export const m = import('ngx-convoy/monitor');", boundaries],
    [
      'root -> monitor, as a type',
      root,
      "export type M = import('ngx-convoy/monitor').M;",
      boundaries,
    ],
    ['testing -> monitor', testing, "export { A } from 'ngx-convoy/monitor';", boundaries],
    ['monitor -> console', monitor, "export { A } from 'ngx-convoy/console';", boundaries],
    ['monitor -> degradation', monitor, "export { A } from 'ngx-convoy/degradation';", boundaries],
    ['degradation -> monitor', degradation, "export { A } from 'ngx-convoy/monitor';", boundaries],
    ['a room by a relative path', root, "export { A } from '../core/src/clock';", boundaries],
    ['the root by a relative path', monitor, "export { A } from '../../src/convoy';", boundaries],
    [
      'a room from the app by path',
      'src/a.ts',
      "export { A } from '../projects/ngx-convoy/core/src/clock';",
      boundaries,
    ],
    ['a package nobody thought of', consoleRoom, "export { A } from 'left-pad';", boundaries],
    ['a room nobody drew', 'projects/ngx-convoy/attic/src/a.ts', 'export const a = 1;', boundaries],
    [
      'testing tools outside of specs',
      monitor,
      "export { A } from 'ngx-convoy/testing';",
      boundaries,
    ],
    ['export * of internals', root, "export * from './convoy';", 'no-restricted-syntax'],
    ['a default export', root, 'export default 1;', 'no-restricted-syntax'],
    ['console.log in the library', root, "console.log('hello');", 'no-console'],
    ['any', core, 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
    [
      'a non-null assertion',
      core,
      'export const f = (a?: string): string => a!;',
      '@typescript-eslint/no-non-null-assertion',
    ],
    ['a file of more than 400 lines', core, 'export const a = 1;\n'.repeat(401), 'max-lines'],
    ['a file of more than 300 lines', core, 'export const a = 1;\n'.repeat(301), 'house/long-file'],
  ];

  for (const [title, file, code, rule] of refused) {
    it(`refuse ${title}`, async () => {
      expect(await broken(code, file)).toContain(rule);
    });
  }

  const welcome: readonly (readonly [title: string, file: string, code: string])[] = [
    ['a file of the same room in core', core, "export { A } from '../random';"],
    [
      'fast-check and ManualClock in a spec of core',
      core.replace('.ts', '.spec.ts'),
      "import 'fast-check';\nimport 'ngx-convoy/testing';",
    ],
    ['setTimeout in a spec of core', core.replace('.ts', '.spec.ts'), 'setTimeout(() => 1, 5);'],
    [
      'core and a part of Angular in root',
      root,
      "import 'ngx-convoy/core';\nimport '@angular/common/http';",
    ],
    ['root and core in monitor', monitor, "import 'ngx-convoy';\nimport 'ngx-convoy/core';"],
    [
      'every lower room in console',
      consoleRoom,
      "import 'ngx-convoy/monitor';\nimport 'ngx-convoy/degradation';\nimport '@angular/router';",
    ],
    ['the library by name in the app', 'src/a.ts', "import 'ngx-convoy/console';"],
  ];

  for (const [title, file, code] of welcome) {
    it(`let pass ${title}`, async () => {
      expect(await broken(code, file)).toEqual([]);
    });
  }

  it('refuse a selector without our prefix', async () => {
    const component = (selector: string): string =>
      `import { Component } from '@angular/core';\n` +
      `@Component({ selector: '${selector}', template: '' })\nexport class Probe {}`;

    expect(await broken(component('app-probe'), root)).toContain(
      '@angular-eslint/component-selector',
    );
    expect(await broken(component('convoy-probe'), root)).toEqual([]);
    expect(await broken(component('tr[convoyProbe]'), root)).toEqual([]);
    expect(await broken(component('convoy-probe'), 'src/a.ts')).toContain(
      '@angular-eslint/component-selector',
    );
  });

  it('refuse an inaccessible template', async () => {
    expect(await broken('<img src="a.png">', 'src/a.html')).toContain(
      '@angular-eslint/template/alt-text',
    );
  });
});

async function broken(code: string, filePath: string): Promise<readonly (string | null)[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath });
  return results.flatMap((result) =>
    result.messages.map((message) => message.ruleId ?? message.message),
  );
}

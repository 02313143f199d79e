// Builds the library into dist/ngx-convoy, complete with what belongs into a package but lies outside of the project:
// ng-packagr takes assets from the project's own folder only.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from './library.ts';
import { root, run, stopAllOnSignal, tool } from './process.ts';

stopAllOnSignal(130);
const { code } = await run(tool('ng', 'build', 'ngx-convoy'), { onLine: console.log });
if (code === 0) {
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE']) {
    copyFileSync(join(root, file), join(libraryFolder, file));
  }
}
process.exitCode = code;

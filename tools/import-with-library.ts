import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './process.ts';

/**
 * Imports a module that uses the library, in this process: bundled with the library's sources as a production build
 * would do it, in one scope and without development checks.
 *
 * Sources import without file extensions, which Node by itself does not resolve.
 *
 * @param contents the module's code; relative imports start at the root of the repository
 * @param name of the bundle under `out/`
 */
export async function importWithLibrary<T>(contents: string, name: string): Promise<T> {
  const outfile = join(root, 'out', `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    plugins: [
      {
        name: 'rooms',
        setup: (bundler) => {
          bundler.onResolve({ filter: /^ngx-convoy(\/|$)/ }, ({ path }) => ({
            path: join(root, 'projects', path, 'src/public-api.ts'),
          }));
        },
      },
    ],
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    define: { ngDevMode: 'false' },
    logLevel: 'error',
  });
  return (await import(pathToFileURL(outfile).href)) as T;
}

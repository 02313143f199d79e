import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { root } from './process.ts';

/**
 * Bundles a module that uses the library with the library's sources, as a production build would do it: in one scope
 * and without development checks. Sources import without file extensions, which Node by itself does not resolve.
 *
 * @param contents the module's code; relative imports start at the root of the repository
 * @param name of the bundle under `out/`, with its extension
 * @param options where it differs from a module for Node that finds its packages by itself
 * @returns path of the bundle
 */
export async function bundleWithLibrary(
  contents: string,
  name: string,
  options: BuildOptions = {},
): Promise<string> {
  const outfile = join(root, 'out', name);
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
    ...options,
  });
  return outfile;
}

/**
 * Imports a module that uses the library, in this process.
 *
 * @param contents the module's code; relative imports start at the root of the repository
 * @param name of the bundle under `out/`
 */
export async function importWithLibrary<T>(contents: string, name: string): Promise<T> {
  const outfile = await bundleWithLibrary(contents, `${name}.mjs`);
  return (await import(pathToFileURL(outfile).href)) as T;
}

import { build } from 'esbuild';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';

/** The only packages that a bundle of these specs may contain. */
const allowedPackages = ['fast-check', 'pure-rand', 'tslib'];

/**
 * Bundles specs of core for plain Node. The platform is none: whatever needs Node, a DOM or a framework does not resolve, or
 * is found among the inputs.
 *
 * @param places folders of specs, or single ones, from the root of the repository
 * @returns the file
 * @throws Error when there is no spec, or one imports what core may not know
 */
export async function bundleCoreSpecs(places: readonly string[]): Promise<string> {
  const outfile = join(root, 'out/core-specs/specs.mjs');
  const specs = places
    .flatMap((place) =>
      place.endsWith('.ts') ? [place] : globSync(`${place}/**/*.spec.ts`, { cwd: root }),
    )
    .sort();
  if (specs.length === 0) throw new Error('No spec was found.');
  const { metafile } = await build({
    stdin: {
      contents: specs.map((spec) => `import './${spec.replaceAll('\\', '/')}';`).join('\n'),
      resolveDir: root,
    },
    tsconfig: join(root, 'tsconfig.json'),
    absWorkingDir: root,
    outfile,
    bundle: true,
    banner: { js: 'globalThis.ngDevMode ??= true;' }, // as Angular does in development; specs may switch it
    ignoreAnnotations: true, // the library promises no side effects, but specs are nothing else
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'error',
    metafile: true,
  });
  const foreign = new Set<string>();
  for (const input of Object.keys(metafile.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];
    if (name !== undefined && !allowedPackages.includes(name)) foreign.add(name);
  }
  if (foreign.size > 0) throw new Error(`Core or its specs import ${[...foreign].join(', ')}.`);
  return outfile;
}

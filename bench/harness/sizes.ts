import { gzipSync } from 'node:zlib';
import { bundleWithLibrary } from '../../tools/import-with-library.ts';
import { readFileSync } from 'node:fs';
import type { SizeCase } from './suite.ts';
import type { Reading } from './summary.ts';

/** Bundles each contender as an application would for browsers, and says how many bytes are left after gzip. */
export async function measureSizes({ contenders }: SizeCase): Promise<Reading> {
  const samples = [];
  for (const [index, { name, code }] of contenders.entries()) {
    const file = await bundleWithLibrary(code, `bench/size-${index}.mjs`, {
      packages: 'bundle',
      platform: 'browser',
      minify: true,
      legalComments: 'none',
      define: { ngDevMode: 'false', ngJitMode: 'false', 'process.env.NODE_ENV': '"production"' },
    });
    samples.push({ contender: name, values: [gzipSync(readFileSync(file), { level: 9 }).length] });
  }
  return { samples };
}

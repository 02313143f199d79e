import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** Bytes of all scripts that a page loads before it can start. */
export interface PageWeight {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** @param folder the `browser` folder of a production build */
export function pageWeight(folder: string): PageWeight {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const names = new Set(
    [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, name]) => name ?? ''),
  );
  const scripts = [...names].map((name) => readFileSync(join(folder, name)));
  const sum = (bytes: (script: Buffer) => number): number =>
    scripts.reduce((total, script) => total + bytes(script), 0);
  return {
    raw: sum((script) => script.length),
    gzip: sum((script) => gzipSync(script, { level: 9 }).length),
    brotli: sum((script) => brotliCompressSync(script).length),
  };
}

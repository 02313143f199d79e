import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from './process.ts';

/** Where `npm run build` puts the library. */
export const libraryFolder = join(root, 'dist/ngx-convoy');

/** One entry point of the built library, such as `ngx-convoy/core`. */
export interface EntryPoint {
  /** What others import. */
  readonly name: string;
  /** Absolute path of its JavaScript. */
  readonly code: string;
  /** Absolute path of its types. */
  readonly types: string;
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, { readonly types?: string; readonly default: string }>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The manifest of the built library. */
export function libraryManifest(): PackageJson {
  const path = join(libraryFolder, 'package.json');
  if (!existsSync(path)) {
    console.error('The library is not built yet: run `npm run build` first.');
    process.exit(1);
  }
  return readJson<PackageJson>(path);
}

/** The entry points of the built library, as its `exports` name them. */
export function entryPoints(): readonly EntryPoint[] {
  const { name, exports } = libraryManifest();
  return Object.entries(exports).flatMap(([path, target]) =>
    target.types === undefined
      ? []
      : {
          name: join(name, path).replaceAll('\\', '/'),
          code: join(libraryFolder, target.default),
          types: join(libraryFolder, target.types),
        },
  );
}

import { existsSync, globSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { root } from '../process.ts';
import { inCore } from './runner.ts';

/** Where a table may be looked for. */
export interface TableSources {
  /** The files named on the command line. */
  readonly given: readonly string[];
  /** The folder `CONFORMANCE_DIR` names, if it does. */
  readonly folder: string | undefined;
  /** Folder in which the command was typed; npm itself runs scripts at the root of the repository. */
  readonly startedIn: string;
}

/**
 * Absolute paths of the tables to run: the files given, or all of `CONFORMANCE_DIR`, or else our own.
 *
 * A file that is not where the command was typed is looked for in `CONFORMANCE_DIR` too. A path to nothing is kept, so
 * that its absence is reported like any other failure.
 */
export function findTables({ given, folder, startedIn }: TableSources): readonly string[] {
  const inFolder = folder === undefined ? undefined : resolve(startedIn, folder);
  if (given.length > 0) {
    return given.map((file) => {
      const places = isAbsolute(file)
        ? [file]
        : [startedIn, root, ...(inFolder === undefined ? [] : [inFolder])].map((place) =>
            join(place, file),
          );
      return places.find((path) => existsSync(path)) ?? places[0] ?? file;
    });
  }
  const [cwd, pattern] =
    inFolder === undefined
      ? [root, `{conformance,${inCore}}/*.json`]
      : [inFolder, '{,third-party/}*.json'];
  return globSync(pattern, { cwd })
    .map((file) => join(cwd, file))
    .sort();
}

import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems';

/**
 * Whether the types of a packed library belong to its code, for those who import it as ES modules.
 *
 * The command line tool of are-the-types-wrong is not used: it also fails for imports inside of types that Node 10's
 * resolution, which knows no `exports`, cannot follow, even when it is told to ignore that resolution.
 *
 * @returns what is wrong; empty when all is well
 */
export async function typeProblems(tarball: string): Promise<readonly string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (analysis.types === false) return ['the package has no types'];
  return analysis.problems
    .filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) =>
        problemAffectsResolutionKind(problem, kind, analysis),
      ),
    )
    .map((problem) =>
      JSON.stringify(problem, (key, value: unknown) => (key === 'trace' ? undefined : value)),
    );
}

// npm run lockfile: checks package-lock.json for what would break or betray an installation elsewhere.
// npm run lockfile -- --complete: adds the entries that are missing.
//
// npm leaves out, without a word, the binaries of other platforms that the registry in use does not have, and then
// `npm ci` refuses that very lockfile. The entries added here carry no checksum, as nobody here has seen the packages.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackages, platformEntry } from './lockfile/missing-platforms.ts';
import type { LockEntries } from './lockfile/missing-platforms.ts';
import { readJson, root } from './process.ts';

const path = join(root, 'package-lock.json');
const lockfile = readJson<{ packages: LockEntries }>(path);
const problems: string[] = [];

for (const [name, { resolved }] of Object.entries(lockfile.packages)) {
  if (resolved !== undefined)
    problems.push(`${name} has a download address; .npmrc keeps those out.`);
}
const added: Record<string, object> = {};
for (const missing of missingPackages(lockfile.packages)) {
  const entry = platformEntry(missing);
  const title = `${missing.name}@${missing.version}`;
  if (entry === undefined) problems.push(`${title} is missing.`);
  else if (process.argv.includes('--complete')) added[`node_modules/${missing.name}`] = entry;
  else problems.push(`${title} is missing: npm run lockfile -- --complete`);
}

const count = Object.keys(added).length;
if (count > 0) {
  const packages = Object.entries({ ...lockfile.packages, ...added });
  packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
  const complete = { ...lockfile, packages: Object.fromEntries(packages) };
  writeFileSync(path, `${JSON.stringify(complete, null, 2)}\n`);
  console.log(`${count} entries added to package-lock.json.`);
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

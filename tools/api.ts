// npm run api:check: compares the public API of every entry point with what docs/api says it is.
// npm run api:accept: makes docs/api say what it is now. The diff belongs to the commit that changes the API.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import type { IConfigFile } from '@microsoft/api-extractor';
import { changedLines } from './api/changed-lines.ts';
import { undocumented } from './api/undocumented.ts';
import { entryPoints, libraryFolder } from './library.ts';
import type { EntryPoint } from './library.ts';
import { root } from './process.ts';

const goldens = join(root, 'docs/api');
const accept = process.argv.includes('--accept');
const scratch = mkdtempSync(join(tmpdir(), 'ngx-convoy-api-'));
const all = entryPoints();
const wanted = new Set(all.map(fileName));
let wrong = 0;

mkdirSync(goldens, { recursive: true });
for (const entryPoint of all) compare(entryPoint);
for (const file of readdirSync(goldens)) {
  if (!file.endsWith('.api.md') || wanted.has(file)) continue;
  if (accept) rmSync(join(goldens, file));
  else complain(`docs/api/${file} describes an entry point that is gone.`);
}
rmSync(scratch, { recursive: true });

if (wrong > 0)
  console.log(
    '\nIf this is what you want: npm run build && npm run api:accept, and commit docs/api.',
  );
process.exitCode = wrong === 0 ? 0 : 1;

function compare(entryPoint: EntryPoint): void {
  const golden = join(goldens, fileName(entryPoint));
  const now = describe(entryPoint);
  const before = read(golden);
  for (const name of undocumented(now))
    complain(`${entryPoint.name}: ${name} is public but has no TSDoc.`);
  if (before === now) {
    console.log(`same     ${entryPoint.name}`);
  } else if (accept) {
    writeFileSync(golden, now);
    console.log(`accepted ${entryPoint.name}`);
  } else {
    complain(`${entryPoint.name} is not what ${golden.slice(root.length)} says:`);
    console.log(changedLines(before, now));
  }
}

function complain(text: string): void {
  wrong += 1;
  console.log(`DIFFERS  ${text}`);
}

/** The public API of an entry point as api-extractor writes it. */
function describe({ name, types }: EntryPoint): string {
  const file = fileName({ name });
  const configObject: IConfigFile = {
    projectFolder: libraryFolder,
    mainEntryPointFilePath: types,
    compiler: { overrideTsconfig: compilerFor() },
    apiReport: {
      enabled: true,
      reportFileName: file.replace('.api.md', ''),
      reportFolder: scratch,
      reportTempFolder: join(scratch, 'temp'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: 'lf',
    messages: {
      compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      // Rooms name each other's types (ae-forgotten-export); what is really missing breaks the library's build.
      extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    },
  };
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(libraryFolder, 'package.json'),
  });
  const result = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // It says on every run that it wrote a report, and which compiler it brings.
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!result.succeeded) throw new Error(`${name}: the API could not be read.`);
  return readFileSync(join(scratch, file), 'utf8').replace(
    'API Report File for "ngx-convoy"',
    `API Report File for "${name}"`,
  );
}

/** Types of the rooms come from the build, never from the sources that the workspace's tsconfig maps to. */
function compilerFor(): object {
  const paths = Object.fromEntries(all.map(({ name, types }) => [name, [types]]));
  return {
    compilerOptions: {
      target: 'es2022',
      module: 'preserve',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom'],
      types: [],
      skipLibCheck: true,
      strict: true,
      paths,
    },
    files: all.map(({ types }) => types),
  };
}

function fileName({ name }: Pick<EntryPoint, 'name'>): string {
  return `${basename(name) === name ? name : name.replaceAll('/', '-')}.api.md`;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // A new entry point has no golden yet.
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWithLibrary } from '../../tools/import-with-library.ts';
import { root, run, tool } from '../../tools/process.ts';
import type { Assignment } from './assignment.ts';
import { runInChromium } from './run-in-chromium.ts';
import { runInNode } from './run-in-node.ts';
import { measureSizes } from './sizes.ts';
import { placesOf } from './suite.ts';
import type { Case, Place, Suite } from './suite.ts';
import { summarise } from './summary.ts';
import type { Reading, Row } from './summary.ts';

/** How much is measured. */
export interface Effort extends Omit<Assignment, 'cases' | 'only'> {
  /** Processes, or browsers, for each case; alone, for each contender. */
  readonly processes: number;
}

/** Whether a case runs at a place. */
export interface Trial {
  readonly name: string;
  /** What is wrong; nothing when it runs. */
  readonly complaint: string | undefined;
}

type Readings = Readonly<Record<string, Reading>>;

/** Builds what suites need, and has it measured where it is to be measured. */
export class Laboratory {
  private readonly effort: Effort;
  private readonly pages = new Map<string, Promise<string>>();

  constructor(effort: Effort) {
    this.effort = effort;
  }

  /** The rows of one case at one place. */
  async measure(suite: Suite, subject: Case, place: Place): Promise<readonly Row[]> {
    const { processes } = this.effort;
    if (subject.kind === 'size') {
      return summarise(suite.name, subject, place, [await measureSizes(subject)]);
    }
    const isAlone = place.endsWith('alone');
    const turns = isAlone ? subject.contenders.map(({ name }) => name) : [undefined];
    const readings: Reading[] = [];
    for (let round = 0; round < processes; round += 1) {
      for (const only of turns) {
        const assignment = this.assignment([subject.name], only, round);
        const found = await this.carryOut(suite, subject, place, assignment);
        readings.push(...Object.values(found));
      }
    }
    return summarise(suite.name, subject, place, readings);
  }

  /** Whether everything runs: all cases of a suite in one process, in one browser, and in one browser for each page. */
  async try(suite: Suite): Promise<readonly Trial[]> {
    const runs = Map.groupBy(
      suite.cases.flatMap((subject) =>
        placesOf(subject)
          .filter((place) => place === 'node' || place === 'chromium' || subject.kind !== 'time')
          .map((place) => ({ subject, place })),
      ),
      ({ subject, place }) => `${place}, ${subject.kind}, ${pageOf(subject) ?? ''}`,
    );
    const trials: Trial[] = [];
    for (const tried of runs.values()) trials.push(...(await this.tryTogether(suite, tried)));
    return trials;
  }

  private async tryTogether(
    suite: Suite,
    tried: readonly { readonly subject: Case; readonly place: Place }[],
  ): Promise<readonly Trial[]> {
    const [first] = tried;
    if (first === undefined) return [];
    let found: Readings = {};
    let failure: string | undefined;
    try {
      if (first.subject.kind === 'size') {
        for (const { subject } of tried) {
          if (subject.kind === 'size')
            found = { ...found, [subject.name]: await measureSizes(subject) };
        }
      } else {
        const names = tried.map(({ subject }) => subject.name);
        const assignment = this.assignment(names, undefined, 0);
        found = await this.carryOut(suite, first.subject, first.place, assignment);
      }
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    return tried.map(({ subject, place }) => ({
      name: `${subject.name} (${place})`,
      complaint: failure ?? complaintAbout(suite, subject, place, found[subject.name]),
    }));
  }

  private async carryOut(
    suite: Suite,
    subject: Case,
    place: Place,
    assignment: Assignment,
  ): Promise<Readings> {
    if (place.startsWith('chromium')) {
      return runInChromium(await this.pageFor(suite, subject), assignment);
    }
    const bundle = join(root, `out/bench/${suite.name}.mjs`);
    return runInNode(bundle, assignment, subject.kind === 'gauge');
  }

  private assignment(cases: readonly string[], only: string | undefined, run: number): Assignment {
    const { rounds, sampleTime, seed, effort } = this.effort;
    return { cases, only, rounds, sampleTime, seed: seed + run, effort };
  }

  /** Folder of the page that has a case, built once. */
  private pageFor(suite: Suite, subject: Case): Promise<string> {
    const page = pageOf(subject);
    const key = page ?? suite.name;
    let folder = this.pages.get(key);
    if (folder === undefined) {
      folder = page === undefined ? bundlePage(suite.name) : buildPage(page);
      this.pages.set(key, folder);
    }
    return folder;
  }
}

function pageOf(subject: Case): string | undefined {
  return subject.kind === 'time' ? subject.page : undefined;
}

function complaintAbout(
  suite: Suite,
  subject: Case,
  place: Place,
  reading: Reading | undefined,
): string | undefined {
  if (reading === undefined) return 'it was not measured';
  try {
    const odd = summarise(suite.name, subject, place, [reading]).find(
      ({ median }) => !Number.isFinite(median),
    );
    return odd === undefined ? undefined : `${odd.contender} took ${odd.median}`;
  } catch (error) {
    return String(error);
  }
}

/** A suite as a page of its own: bundled as for production, without a framework. */
async function bundlePage(suite: string): Promise<string> {
  const file = await bundleWithLibrary(
    `import { reportTo } from './bench/harness/page.ts';
     import { suite } from './bench/suites/${suite}.ts';
     void reportTo(suite);`,
    `bench/pages/${suite}/bench.js`,
    {
      packages: 'bundle',
      platform: 'browser',
      minify: true,
      define: { ngDevMode: 'false', 'process.env.NODE_ENV': '"production"' },
      // Its own build for browsers brings the event emitter that Node has built in.
      alias: { opossum: 'opossum/dist/opossum.js' },
    },
  );
  const folder = join(file, '..');
  const page =
    '<!doctype html><meta charset="utf-8"><script type="module" src="/bench.js"></script>';
  writeFileSync(join(folder, 'index.html'), `${page}\n`);
  return folder;
}

/** A page that is an Angular application: built ahead of time, for production. */
async function buildPage(name: string): Promise<string> {
  const { code, output } = await run(tool('ng', 'build', `bench-${name}`));
  if (code !== 0) throw new Error(`The page ${name} could not be built:\n${output}`);
  return join(root, `out/bench/${name}/browser`);
}

import { basename } from 'node:path';
import { importWithLibrary } from '../import-with-library.ts';
import { readJson } from '../process.ts';
import { foreignModules, readForeignTable } from './foreign-tables.ts';
import type { LeftOut } from './foreign-tables.ts';

/** A row of any table. */
export interface Row {
  readonly id: string;
  readonly title?: string;
}

/** Runs a row: its mismatches, none when it passes. */
export type RunRow = (row: Row) => readonly string[];

/** How tables of one schema are run. */
interface Runner {
  /** Where the table keeps its rows. */
  readonly rows: string;
  /** A module whose `run` is a `RunRow`. */
  readonly module: string;
}

/** Folder of our own tables and of what runs them. */
export const inCore = 'projects/ngx-convoy/core/src/conformance';

const runners: Readonly<Record<string, Runner>> = {
  'breaker-scenarios/1': {
    rows: 'scenarios',
    module: `
      import { ManualClock } from 'ngx-convoy/testing';
      import { runBreakerScenario } from './${inCore}/run-breaker-scenario';
      export const run = (row) => runBreakerScenario(row, new ManualClock(0));`,
  },
};

/** A table that can be run. */
export interface Table<R extends Row = Row> {
  readonly schema: string;
  readonly rows: readonly R[];
  /** Rows of a table of others that cannot be run; nothing for our own. */
  readonly left?: readonly LeftOut[];
}

/** A file that is no table, or one of a schema that nothing runs. */
export class UnknownTable extends Error {
  readonly isForeign: boolean;

  /** @param isForeign it may well be a table, but not one of ours */
  constructor(message: string, isForeign: boolean) {
    super(message);
    this.isForeign = isForeign;
  }
}

/**
 * Reads a table.
 *
 * @throws UnknownTable when it cannot be run
 */
export function readTable(file: string): Table {
  let content: unknown;
  try {
    content = readJson<unknown>(file);
  } catch (error) {
    throw new UnknownTable(error instanceof Error ? error.message : String(error), false);
  }
  const foreign = readForeignTable(basename(file), content);
  if (foreign !== undefined) {
    if (foreign.rows.length === 0) throw new UnknownTable('it has none of the known rows.', false);
    return foreign;
  }
  const { schema, ...parts } = (content ?? {}) as Readonly<Record<string, unknown>>;
  const runner = typeof schema === 'string' ? runners[schema] : undefined;
  if (typeof schema !== 'string' || runner === undefined) {
    const known = Object.keys(runners).join(', ');
    const what = typeof schema === 'string' ? schema : 'a table without a schema';
    throw new UnknownTable(`nothing runs ${what}; what can be run: ${known}.`, true);
  }
  const rows = parts[runner.rows];
  if (!Array.isArray(rows)) throw new UnknownTable(`it has no list "${runner.rows}".`, false);
  return { schema, rows: rows as readonly Row[] };
}

/** What runs the rows of a schema. A row that throws has failed; the others still run. */
export async function loadRunner(schema: string): Promise<RunRow> {
  const { run } = await importWithLibrary<{ readonly run: RunRow }>(
    runners[schema]?.module ?? foreignModules[schema] ?? '',
    `conformance/${schema.replaceAll('/', '-')}`,
  );
  return (row) => {
    try {
      return run(row);
    } catch (error) {
      return [`threw ${String(error)}`];
    }
  };
}

import { ROW_COLUMNS, type SeriesRows } from '../series/series-rows';

/** Rows of a service. */
export interface ServiceRows {
  readonly service: string;
  readonly rows: SeriesRows;
}

/**
 * Rows as a table (RFC 4180): one line for each service and row, durations in milliseconds. What is
 * not known is empty, which is not the same as 0.
 *
 * @param timeOf writes epoch milliseconds
 */
export function csvOf(services: readonly ServiceRows[], timeOf: (ms: number) => string): string {
  const head = ['service', 'start', 'seconds', ...ROW_COLUMNS].join(',');
  const lines = services.flatMap(({ service, rows }) => {
    const { starts, columns, length } = rows;
    return Array.from(starts, (start, at) =>
      [
        quoted(service),
        timeOf(start),
        length / 1_000,
        ...ROW_COLUMNS.map((name) => cell(columns[name][at])),
      ].join(','),
    );
  });
  return [head, ...lines, ''].join('\r\n');
}

/** The same as JSON, a column at a time; what is not known is `null`. */
export function jsonOf(services: readonly ServiceRows[]): string {
  return JSON.stringify(
    services.map(({ service, rows: { tier, length, starts, columns } }) => ({
      service,
      tier,
      rowMs: length,
      starts: Array.from(starts),
      ...Object.fromEntries(
        ROW_COLUMNS.map((name) => [name, Array.from(columns[name], (value) => rounded(value))]),
      ),
    })),
  );
}

function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(rounded(value));
}

/** To a thousandth: a sketch knows no more. NaN becomes `null` in JSON. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Spreadsheets take a cell that begins so for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

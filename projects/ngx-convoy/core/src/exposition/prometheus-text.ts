import type { Attributes, HistogramPoint, MetricFamily } from './metric-family';

/** Units as Prometheus spells them out. */
const UNITS: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes', '1': '_ratio' };

/**
 * Metrics as Prometheus scrapes them, or as a push gateway takes them: the text format, version 0.0.4.
 *
 * Dots become underscores, camel case becomes snake case, units are spelled out, counters end in `_total`. What has no points is
 * left out.
 *
 * @usageNotes
 * ```ts
 * await fetch('https://push.example/metrics/job/browser', { method: 'POST', body: prometheusText(families) });
 * ```
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusText(families: readonly MetricFamily[]): string {
  return families
    .filter(({ points }) => points.length > 0)
    .map(textOf)
    .join('');
}

function textOf(family: MetricFamily): string {
  const base = snake(family.name) + (UNITS[family.unit] ?? '');
  const name = family.type === 'counter' ? `${base}_total` : base;
  const head = `# HELP ${name} ${escapeHelp(family.help)}\n# TYPE ${name} ${family.type}\n`;
  const lines =
    family.type === 'histogram'
      ? family.points.flatMap((point) => histogramLines(name, family.bounds, point))
      : family.points.map(({ attributes, value }) => line(name, attributes, value));
  return head + lines.join('');
}

function histogramLines(
  name: string,
  bounds: readonly number[],
  { attributes, buckets, count, sum }: HistogramPoint,
): readonly string[] {
  let below = 0;
  const lines = bounds.map((bound, at) => {
    below += buckets[at] ?? 0;
    return line(`${name}_bucket`, { ...attributes, le: String(bound) }, below);
  });
  return [
    ...lines,
    line(`${name}_bucket`, { ...attributes, le: '+Inf' }, count),
    line(`${name}_sum`, attributes, sum),
    line(`${name}_count`, attributes, count),
  ];
}

function line(name: string, attributes: Attributes, value: number): string {
  const labels = Object.entries(attributes)
    .map(([key, text]) => `${snake(key)}="${escapeLabel(text)}"`)
    .join(',');
  return `${name}${labels === '' ? '' : `{${labels}}`} ${numberOf(value)}\n`;
}

function numberOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

/** @param name of letters, digits, dots, dashes and underscores, in camel case or not */
function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9_]/g, '_')
    .toLowerCase();
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replace(/"/g, '\\"');
}

function escapeHelp(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
}

/**
 * A table in Markdown, with columns as wide as prettier would make them.
 *
 * @param lines of cells, as many as `head` has
 */
export function markdownTable(
  head: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const cells = [head, ...lines].map((line) => line.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const show = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [top = [], ...rest] = cells;
  return [show(top), rule, ...rest.map(show)].join('\n');
}

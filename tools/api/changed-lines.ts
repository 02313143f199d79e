/**
 * The lines that only one of two reports has: `-` as it was, `+` as it is.
 *
 * Order and repetitions do not count: reports are sorted, and what matters is which declarations came and went.
 */
export function changedLines(before: string, now: string, most = 30): string {
  const [old, current] = [before.split('\n'), now.split('\n')];
  const gone = without(old, new Set(current)).map((line) => `  - ${line}`);
  const come = without(current, new Set(old)).map((line) => `  + ${line}`);
  const all = [...gone, ...come];
  const shown = all.slice(0, most);
  return all.length > most
    ? [...shown, `  ... ${all.length - most} more`].join('\n')
    : shown.join('\n');
}

function without(lines: readonly string[], others: ReadonlySet<string>): readonly string[] {
  return lines.filter((line) => line.trim() !== '' && !others.has(line));
}

/** The lines around the first difference of two texts: `-` as it was, `+` as it is. Enough to know what to look for. */
export function firstDifference(before: string, now: string, most = 12): string {
  const [old, current] = [before.split('\n'), now.split('\n')];
  let same = 0;
  while (same < old.length && same < current.length && old[same] === current[same]) same += 1;
  let tail = 0;
  const shortest = Math.min(old.length, current.length) - same;
  while (tail < shortest && old.at(-1 - tail) === current.at(-1 - tail)) tail += 1;

  const changed = (mark: string, lines: readonly string[]): readonly string[] => {
    const all = lines.slice(same, lines.length - tail).map((line) => `  ${mark} ${line}`);
    return all.length <= most
      ? all
      : [...all.slice(0, most), `  ${mark} ... ${all.length - most} more`];
  };
  return [...changed('-', old), ...changed('+', current)].join('\n');
}

/** Names of the exports that an API report marks as `@public (undocumented)`; members may stay without a comment. */
export function undocumented(report: string): readonly string[] {
  const pattern = /^\/\/ @\w+ \(undocumented\)\n(?:export )?(?:declare )?(?:abstract )?\w+ (\w+)/gm;
  return [...report.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

import { execFileSync } from 'node:child_process';

interface RunningProcess {
  readonly pid: number;
  readonly name: string;
}

/** The processes that a process has started, and theirs, as they are at this moment. */
export function descendantsOf(ancestor: number): readonly RunningProcess[] {
  const table = running();
  const childrenOf = (parent: number): RunningProcess[] =>
    table
      .filter((row) => row.parent === parent)
      .flatMap(({ pid, name }) => [{ pid, name }, ...childrenOf(pid)]);
  return childrenOf(ancestor);
}

/** Those of them that are still running. */
export function survivorsOf(family: readonly RunningProcess[]): readonly RunningProcess[] {
  const pids = new Set(running().map(({ pid }) => pid));
  return family.filter(({ pid }) => pids.has(pid));
}

/** All but zombies: those have ended, and how soon they are cleared away is the system's business. */
function running(): readonly (RunningProcess & { readonly parent: number })[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state = 'Z', name = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), name }];
  });
}

import type { Stage } from './stages.ts';

/** How a stage ended: `skipped` when one that it needs had failed. */
type StageEnd = 'passed' | 'failed' | 'skipped';

/**
 * Runs stages in their order, at most `width` at a time, and one that wants to be alone alone.
 *
 * A failure stops only the stages that need the failed one.
 *
 * @param perform runs one stage and tells whether it passed
 * @param skip is told of a stage that cannot run, and which failed one it needs
 */
export async function schedule(
  stages: readonly Stage[],
  width: number,
  perform: (stage: Stage) => Promise<boolean>,
  skip: (stage: Stage, missing: string) => void,
): Promise<void> {
  const known = new Set(stages.map((stage) => stage.name));
  const ends = new Map<string, StageEnd>();
  const running = new Map<Stage, Promise<void>>();
  const waiting = [...stages];

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((stage, index) => mayStart(stage, index));
    const stage = next < 0 ? undefined : waiting.splice(next, 1)[0];
    if (stage === undefined) {
      await Promise.race(running.values());
      continue;
    }
    const missing = needsOf(stage).find((name) => ends.get(name) !== 'passed');
    if (missing === undefined) {
      running.set(stage, finish(stage));
    } else {
      ends.set(stage.name, 'skipped');
      skip(stage, missing);
    }
  }

  function mayStart(stage: Stage, index: number): boolean {
    if (running.size >= (stage.alone ? 1 : width)) return false;
    if ([...running.keys()].some((other) => other.alone)) return false;
    if (stage.alone && index > 0) return false; // Whoever stands before it goes first, else it may starve.
    return needsOf(stage).every((name) => ends.has(name));
  }

  /** What was not asked for is taken as there: `npm test -- api` judges the build that exists. */
  function needsOf(stage: Stage): readonly string[] {
    return (stage.needs ?? []).filter((name) => known.has(name));
  }

  async function finish(stage: Stage): Promise<void> {
    const passed = await perform(stage);
    ends.set(stage.name, passed ? 'passed' : 'failed');
    running.delete(stage);
  }
}

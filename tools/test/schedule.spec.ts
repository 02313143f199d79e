import { schedule } from './schedule.ts';
import type { Stage } from './stages.ts';

describe('the schedule of stages', () => {
  it('runs all in order, and as many at a time as allowed', async () => {
    const { log, most } = await play([stage('a'), stage('b'), stage('c'), stage('d')]);
    expect(log).toEqual(['a', 'b', 'c', 'd']);
    expect(most).toBe(2);
  });

  it('goes on after a failure, but not with what needs the failed one', async () => {
    const stages = [stage('build'), stage('size', { needs: ['build'] }), stage('unit')];
    const { log, skipped } = await play(stages, ['build']);
    expect(log).toEqual(['build', 'unit']);
    expect(skipped).toEqual(['size needs build']);
  });

  it('skips what needs a skipped one', async () => {
    const chain = [stage('a'), stage('b', { needs: ['a'] }), stage('c', { needs: ['b'] })];
    expect((await play(chain, ['a'])).skipped).toEqual(['b needs a', 'c needs b']);
  });

  it('does not wait for a stage that nobody asked for', async () => {
    expect((await play([stage('size', { needs: ['build'] })])).log).toEqual(['size']);
  });

  it('leaves a stage alone that wants to be', async () => {
    const { neighbours } = await play([stage('a'), stage('e2e', { alone: true }), stage('b')]);
    expect(neighbours.get('e2e')).toBe(0);
  });
});

function stage(name: string, more: Partial<Stage> = {}): Stage {
  return { name, command: ['true'], ...more };
}

interface Played {
  readonly log: readonly string[];
  readonly skipped: readonly string[];
  /** The largest number of stages at a time. */
  readonly most: number;
  /** How many were running when a stage started. */
  readonly neighbours: ReadonlyMap<string, number>;
}

async function play(stages: readonly Stage[], failing: readonly string[] = []): Promise<Played> {
  const log: string[] = [];
  const skipped: string[] = [];
  const neighbours = new Map<string, number>();
  let now = 0;
  let most = 0;
  await schedule(
    stages,
    2,
    async ({ name }) => {
      log.push(name);
      neighbours.set(name, now);
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return !failing.includes(name);
    },
    ({ name }, missing) => skipped.push(`${name} needs ${missing}`),
  );
  return { log, skipped, most, neighbours };
}

import { ManualClock } from 'ngx-convoy/testing';
import { IndexedDbJournal } from '../journal/indexed-db-journal';
import { forget, freshName, until } from '../tabs.spec';
import { LeaseLock } from './lease-lock';

describe('The lease', () => {
  let name: string;
  let journal: IndexedDbJournal;
  let clock: ManualClock;
  let log: string[];

  beforeEach(() => {
    name = freshName();
    journal = new IndexedDbJournal(name, { set: () => undefined });
    clock = new ManualClock();
    log = [];
  });

  afterEach(async () => {
    await journal.close();
    await forget(name);
  });

  function stand(owner: string): () => void {
    return new LeaseLock(owner, clock, () => journal.database()).acquire(
      'runner',
      () => log.push(`${owner} has it`),
      () => log.push(`${owner} lost it`),
    );
  }

  /** Time passes, and what was asked of the database is answered: somebody waits for the next look again. */
  async function pass(ms: number, waiting: number): Promise<void> {
    clock.advance(ms);
    await until(() => clock.pending === waiting);
  }

  it('is given to one, renewed, and given on when it is let go', async () => {
    const leave = stand('a');
    await until(() => log.length === 1);
    const leaveB = stand('b');
    await until(() => clock.pending === 2);
    for (let term = 0; term < 5; term += 1) await pass(3_000, 2);
    expect(log).toEqual(['a has it']);
    leave();
    await pass(3_000, 1);
    await until(() => clock.pending === 1);
    if (log.length === 1) await pass(3_000, 1);
    expect(log).toEqual(['a has it', 'b has it']);
    leaveB();
  });

  it('runs out when its owner sleeps, and the owner is told when it wakes', async () => {
    const sleeper = new ManualClock(clock.now());
    const leave = new LeaseLock('a', sleeper, () => journal.database()).acquire(
      'runner',
      () => log.push('a has it'),
      () => log.push('a lost it'),
    );
    await until(() => log.length === 1);
    clock.advance(10_000);
    const leaveB = stand('b');
    await until(() => log.length === 2);
    sleeper.advance(11_000);
    await until(() => log.length === 3);
    expect(log).toEqual(['a has it', 'b has it', 'a lost it']);
    leave();
    leaveB();
  });
});

import { WebLock } from './web-lock';

describe('The web lock', () => {
  it('is given to one, and to the next when it is let go or taken', async () => {
    const name = crypto.randomUUID();
    const log: string[] = [];
    const stand = (who: string): (() => void) =>
      new WebLock(navigator.locks).acquire(
        name,
        () => log.push(`${who} has it`),
        () => log.push(`${who} lost it`),
      );
    const leaveA = stand('a');
    await until(() => log.length === 1);
    const leaveB = stand('b');
    const leaveC = stand('c');
    leaveC();
    leaveA();
    await until(() => log.length === 2);
    void navigator.locks.request(name, { steal: true }, () => undefined);
    await until(() => log.length === 3);
    expect(log).toEqual(['a has it', 'b has it', 'b lost it']);
    leaveB();
  });
});

/** Locks are granted by the browser, not by us: there is nothing to await but the condition itself. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await navigator.locks.query();
}
